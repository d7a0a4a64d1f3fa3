package org.rtkit4j.app.serve.live;

import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.Watcher;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.register.MailboxWord;

/// An emulated co-processor whose driver is another program's, a kernel's for example: what is said is heard, nothing
/// is sent. What the protocol tells of it comes from there, its state from the emulator.
///
/// A machine that is rebooted has another co-processor in its place, and nothing is known of that one yet.
final class Overheard implements Vitals, Watcher {
    private static final int ENDPOINTS_EACH = 32;

    private final String name;
    private final TapRing ring;
    private final @Nullable WatchedScreen screen;
    private volatile @Nullable Coprocessor coprocessor;
    private volatile Heard heard = Heard.NOTHING;

    /// What its management endpoint has told since the machine was switched on; replaced, never changed.
    private record Heard(int version, int apPower, int iopPower, BitSet announced) {
        static final Heard NOTHING = new Heard(0, 0, 0, new BitSet());

        Heard with(int chosenVersion) {
            return new Heard(chosenVersion, apPower, iopPower, new BitSet());
        }

        Heard withAp(int power) {
            return new Heard(version, power, iopPower, announced);
        }

        Heard withIop(int power) {
            return new Heard(version, apPower, power, announced);
        }

        Heard with(int block, long bitmap) {
            var more = (BitSet) announced.clone();
            BitSet.valueOf(new long[] {bitmap}).stream().forEach(bit -> more.set(block * ENDPOINTS_EACH + bit));
            return new Heard(version, apPower, iopPower, more);
        }
    }

    /// @param ring takes what is heard
    /// @param screen of a display, else null
    Overheard(String name, TapRing ring, @Nullable WatchedScreen screen) {
        this.name = name;
        this.ring = ring;
        this.screen = screen;
    }

    /// Listens to this one from now on; returns whether there was another one before.
    boolean follow(Coprocessor next) {
        boolean isReboot = coprocessor != null;
        heard = Heard.NOTHING;
        coprocessor = next;
        if (screen != null) {
            screen.follow(next.screen());
        }
        return isReboot;
    }

    /// Returns its screen, or null where it is no display.
    @Nullable
    WatchedScreen screen() {
        return screen;
    }

    /// Has the firmware crash; returns whether it was alive.
    boolean crash(CrashCause cause) {
        Coprocessor alive = coprocessor;
        return alive != null && alive.crash(cause);
    }

    @Override
    public void onSent(long msg0, long msg1) {
        ring.record(System.nanoTime(), Direction.AP_TO_IOP, msg0, msg1);
        if (isManagement(msg1) && Mgmt.HelloAck.LAYOUT.matches(msg0)) {
            heard = heard.with((int) Mgmt.HelloAck.MAX_VER.get(msg0));
        }
    }

    @Override
    public void onTaken(long msg0, long msg1) {
        ring.record(System.nanoTime(), Direction.IOP_TO_AP, msg0, msg1);
        if (!isManagement(msg1)) {
            return;
        }
        if (Mgmt.EpMap.LAYOUT.matches(msg0)) {
            heard = heard.with((int) Mgmt.EpMap.BASE.get(msg0), Mgmt.EpMap.BITMAP.get(msg0));
        } else if (Mgmt.IopPowerAck.LAYOUT.matches(msg0)) {
            heard = heard.withIop((int) Mgmt.IopPowerAck.STATE.get(msg0));
        } else if (Mgmt.ApPowerAck.LAYOUT.matches(msg0)) {
            heard = heard.withAp((int) Mgmt.ApPowerAck.STATE.get(msg0));
        }
    }

    private static boolean isManagement(long msg1) {
        return MailboxWord.ENDPOINT.get(msg1) == Endpoints.MGMT;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String state() {
        Coprocessor there = coprocessor;
        RemoteState state = there == null
                ? RemoteState.OFFLINE
                : switch (there.state()) {
                    case RUNNING -> RemoteState.RUNNING;
                    case CRASHED, HUNG -> RemoteState.CRASHED;
                    case QUIESCED, IDLE -> RemoteState.SUSPENDED;
                    case STOPPED, WAITING, BOOTING, ASLEEP, OFF -> RemoteState.OFFLINE;
                };
        return state.label();
    }

    @Override
    public String phase() {
        Coprocessor there = coprocessor;
        return there == null ? "no machine" : there.state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int version() {
        return heard.version();
    }

    @Override
    public int apPower() {
        return heard.apPower();
    }

    @Override
    public int iopPower() {
        return heard.iopPower();
    }

    @Override
    public BitSet announced() {
        return heard.announced();
    }

    /// Returns 1 if it has crashed since the machine was switched on.
    @Override
    public long crashes() {
        Coprocessor there = coprocessor;
        return there != null && there.crashCause() != null ? 1 : 0;
    }
}
