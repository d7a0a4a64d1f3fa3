package org.rtkit4j.drivers.iomfb;

import java.util.List;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;

/// What the AP calls inside `start_hardware_boot`, one call after the other, before it answers.
///
/// Source: linux drivers/gpu/drm/apple/iomfb_template.c, `dcpep_cb_boot_1` and on; m1n1 fw/dcp/manager.py.
public final class HardwareBoot {
    private final HostCalls calls;
    private final List<OutgoingCall> steps;
    private final AnswerListener goOn = _ -> onAnswer();
    private int done;

    public HardwareBoot(HostCalls calls, IomfbVersion version) {
        this.calls = calls;
        steps = List.of(
                OutgoingCall.of(IomfbMethod.SET_CREATE_DFB, version),
                OutgoingCall.of(IomfbMethod.CREATE_DEFAULT_FB, version),
                OutgoingCall.of(IomfbMethod.SETUP_VIDEO_LIMITS, version),
                OutgoingCall.of(IomfbMethod.FLUSH_SUPPORTS_POWER, version).with("is_supported", 1),
                lateInit(version),
                OutgoingCall.of(IomfbMethod.SET_DISPLAY_REFRESH_PROPERTIES, version));
        done = steps.size();
    }

    private static OutgoingCall lateInit(IomfbVersion version) {
        OutgoingCall call = OutgoingCall.of(IomfbMethod.LATE_INIT_SIGNAL, version);
        return version == IomfbVersion.V12_3 ? call : call.with("is_late", 1);
    }

    /// Begins. A firmware that asks again meanwhile begins anew.
    ///
    /// @return whether [HostCalls#answerYes] answers it later; false where nothing can be called: answer it now
    public boolean begin() {
        done = 0;
        return goesOn();
    }

    private void onAnswer() {
        if (!goesOn()) {
            calls.answerYes();
        }
    }

    private boolean goesOn() {
        return done < steps.size() && isCalled(steps.get(done++));
    }

    private boolean isCalled(OutgoingCall step) {
        try {
            return calls.call(CallContext.CB, step, goOn);
        } catch (RtkitException _) {
            return false;
        }
    }
}
