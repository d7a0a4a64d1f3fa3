package org.rtkit4j.core.session;

import org.rtkit4j.wire.message.PowerState;

/// The ways to stop: first the AP's state is told, then the IOP's is asked for.
///
/// Source: linux `rtkit.c`, `apple_rtkit_idle`, `_quiesce`, `_shutdown`, `_poweroff`.
public enum PowerDown {
    /// Both idle; buffers and endpoints stay as they are.
    IDLE(PowerState.IDLE, PowerState.IDLE, true),

    /// Both quiesced; a wake brings it back.
    QUIESCE(PowerState.QUIESCED, PowerState.QUIESCED, false),

    /// A shutdown; its CPU must be started to bring it back. The AP's state must not be OFF here, or it never wakes
    /// again.
    SLEEP(PowerState.QUIESCED, PowerState.SLEEP, false),

    /// Off; normally only a reset of the whole chip brings it back.
    OFF(PowerState.OFF, PowerState.OFF, false);

    private final PowerState ap;
    private final PowerState iop;
    private final boolean keepsBuffers;

    PowerDown(PowerState ap, PowerState iop, boolean keepsBuffers) {
        this.ap = ap;
        this.iop = iop;
        this.keepsBuffers = keepsBuffers;
    }

    /// Returns the state that the AP tells first, as its own.
    public PowerState ap() {
        return ap;
    }

    /// Returns the state that the co-processor is asked to enter then.
    public PowerState iop() {
        return iop;
    }

    /// Returns whether the firmware keeps running, so that its CPU must not be stopped.
    public boolean keepsFirmwareRunning() {
        return this == IDLE || this == QUIESCE;
    }

    /// Returns whether buffers and endpoints survive.
    public boolean keepsBuffers() {
        return keepsBuffers;
    }
}
