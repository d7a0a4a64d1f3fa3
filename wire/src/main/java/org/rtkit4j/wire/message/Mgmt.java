package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.BOTH;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// Management, endpoint 0x00: version, endpoint map, starting endpoints, power.
public final class Mgmt {
    /// The message's type. QEMU's firmware side reads only 55:52, which is equal while types are below 0x10.
    public static final Bits TYPE = Key.TYPE;

    public static final List<Layout> LAYOUTS = List.of(
            Hello.LAYOUT,
            HelloAck.LAYOUT,
            Ping.LAYOUT,
            Pong.LAYOUT,
            StartEp.LAYOUT,
            SetIopPower.LAYOUT,
            IopPowerAck.LAYOUT,
            EpMap.LAYOUT,
            EpMapReply.LAYOUT,
            PowerNap.LAYOUT,
            SetApPower.LAYOUT,
            ApPowerAck.LAYOUT);

    private Mgmt() {}

    /// The first message of a firmware that starts. Answered by [HelloAck].
    public static final class Hello {
        public static final int ID = 0x1;
        public static final Bits MAX_VER = bits("MAX_VER", 31, 16, FieldType.DEC, "linux rtkit.c HELLO_MAXVER");
        public static final Bits MIN_VER = bits("MIN_VER", 15, 0, FieldType.DEC, "linux rtkit.c HELLO_MINVER");
        public static final Layout LAYOUT = Layout.named(
                        "HELLO", IOP_TO_AP, "The protocol versions that the firmware offers; answered by HELLO_ACK")
                .when(Key.TYPE, ID)
                .with(MAX_VER, MIN_VER);

        private Hello() {}
    }

    /// The version that the AP chose, in both fields.
    public static final class HelloAck {
        public static final int ID = 0x2;
        public static final Bits TRACING = flag("TRACING", 33, "qemu rtkit.c; not seen elsewhere");
        public static final Bits DEBUG = flag("DEBUG", 32, "qemu rtkit.c; not seen elsewhere");
        public static final Bits MAX_VER = Hello.MAX_VER;
        public static final Bits MIN_VER = Hello.MIN_VER;
        public static final Layout LAYOUT = Layout.named(
                        "HELLO_ACK",
                        AP_TO_IOP,
                        "The chosen version in both fields; MIN_VER 65535 with MAX_VER 2989 refuses the offer")
                .when(Key.TYPE, ID)
                .with(TRACING, DEBUG, MAX_VER, MIN_VER);

        private HelloAck() {}
    }

    /// Are you there? Answered by [Pong] with the same low 48 bits.
    public static final class Ping {
        public static final int ID = 0x3;
        public static final Bits TIMESTAMP = bits("TIMESTAMP", 47, 32, "qemu rtkit.c");
        public static final Bits SEGMENT = bits("SEGMENT", 31, 0, "qemu rtkit.c");
        public static final Layout LAYOUT = Layout.named("PING", AP_TO_IOP, "Sign of life asked for; answered by PONG")
                .when(Key.TYPE, ID)
                .with(TIMESTAMP, SEGMENT);

        private Ping() {}
    }

    /// The answer to [Ping].
    public static final class Pong {
        public static final int ID = 0x4;
        public static final Layout LAYOUT = Layout.named("PONG", IOP_TO_AP, "Sign of life; echoes both fields of PING")
                .when(Key.TYPE, ID)
                .with(Ping.TIMESTAMP, Ping.SEGMENT);

        private Pong() {}
    }

    /// Starts or stops one endpoint; never sent for endpoint 0.
    public static final class StartEp {
        public static final int ID = 0x5;
        public static final int START = 2;
        public static final int STOP = 1;
        public static final Bits ENDPOINT = bits("EP", 39, 32, Endpoints.TYPE, "linux rtkit.c STARTEP_EP");
        public static final Bits FLAG = bits(
                "FLAG",
                1,
                0,
                FieldType.names("", "STOP", "START"),
                "m1n1 fw/asc/mgmt.py; linux knows bit 1 alone, STARTEP_FLAG");
        public static final Layout LAYOUT = Layout.named(
                        "STARTEP", AP_TO_IOP, "Starts or stops an endpoint; not answered on endpoint 0")
                .when(Key.TYPE, ID)
                .with(ENDPOINT, FLAG);

        private StartEp() {}
    }

    /// Asks the firmware for a power state. Answered by [IopPowerAck].
    public static final class SetIopPower {
        public static final int ID = 0x6;
        /// OpenBSD once read 7:0, QEMU masks with 0xfff.
        public static final Bits STATE = bits("STATE", 15, 0, PowerState.TYPE, "linux rtkit.c PWR_STATE");
        public static final Layout LAYOUT = Layout.named(
                        "SET_IOP_PWR", AP_TO_IOP, "Asks the IOP for a power state; INIT (or, of old, ON) wakes it")
                .when(Key.TYPE, ID)
                .with(STATE);

        private SetIopPower() {}
    }

    /// The state that the firmware has reached; after a wake it comes behind the endpoint map.
    public static final class IopPowerAck {
        public static final int ID = 0x7;
        public static final Bits STATE = SetIopPower.STATE;
        public static final Layout LAYOUT = Layout.named(
                        "IOP_PWR_ACK", IOP_TO_AP, "The power state the IOP has reached")
                .when(Key.TYPE, ID)
                .with(STATE);

        private IopPowerAck() {}
    }

    /// 32 endpoints of the endpoint map, one page per message. Answered by [EpMapReply].
    public static final class EpMap {
        public static final int ID = 0x8;
        public static final int ENDPOINTS_PER_PAGE = 32;
        public static final Bits LAST = flag("LAST", 51, "linux rtkit.c EPMAP_LAST, m1n1 Mgmt_EPMap.LAST");
        /// QEMU emits 37:32; equal for the eight pages that there are.
        public static final Bits BASE = bits("BASE", 34, 32, FieldType.DEC, "linux rtkit.c EPMAP_BASE");
        public static final Bits BITMAP = bits("BITMAP", 31, 0, "linux rtkit.c EPMAP_BITMAP");
        public static final Layout LAYOUT = Layout.named(
                        "EPMAP", IOP_TO_AP, "Endpoint 32·BASE + n exists where bit n of BITMAP is set; one at a time")
                .when(Key.TYPE, ID)
                .with(LAST, BASE, BITMAP);

        private EpMap() {}
    }

    /// Takes one page of the map and asks for the next.
    public static final class EpMapReply {
        public static final int ID = 0x8;
        public static final Bits LAST = EpMap.LAST;
        public static final Bits BASE = EpMap.BASE;
        public static final Bits MORE = flag("MORE", 0, "linux rtkit.c EPMAP_REPLY_MORE");
        public static final Layout LAYOUT = Layout.named(
                        "EPMAP_REPLY", AP_TO_IOP, "Takes a page: MORE asks for the next, LAST confirms the end")
                .when(Key.TYPE, ID)
                .with(LAST, BASE, MORE);

        private EpMapReply() {}
    }

    /// Known by name only; nobody implements it.
    public static final class PowerNap {
        public static final int ID = 0xa;
        public static final Layout LAYOUT =
                Layout.named("POWER_NAP", BOTH, "Known by its name alone").when(Key.TYPE, ID);

        private PowerNap() {}
    }

    /// Tells the firmware the AP's own power state; ON turns the syslog on. Answered by [ApPowerAck].
    public static final class SetApPower {
        public static final int ID = 0xb;
        public static final Bits STATE = SetIopPower.STATE;
        public static final Layout LAYOUT = Layout.named(
                        "SET_AP_PWR", AP_TO_IOP, "Tells the IOP the AP's power state; ON turns its syslog on")
                .when(Key.TYPE, ID)
                .with(STATE);

        private SetApPower() {}
    }

    /// The echo of [SetApPower].
    public static final class ApPowerAck {
        public static final int ID = 0xb;
        public static final Bits STATE = SetIopPower.STATE;
        public static final Layout LAYOUT = Layout.named("AP_PWR_ACK", IOP_TO_AP, "Echo of SET_AP_PWR")
                .when(Key.TYPE, ID)
                .with(STATE);

        private ApPowerAck() {}
    }

    // A class of its own: the layouts need it, and LAYOUTS above needs them. In one class, whichever part were used
    // first would find the other half initialised.
    private static final class Key {
        static final Bits TYPE = bits("TYPE", 59, 52, "linux rtkit.c, m1n1 fw/asc/mgmt.py");

        private Key() {}
    }
}
