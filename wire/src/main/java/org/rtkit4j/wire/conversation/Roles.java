package org.rtkit4j.wire.conversation;

import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.BOTH;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import org.rtkit4j.wire.conversation.Role.Kind;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Afk;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.OsLog;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Vocabulary;

/// Which messages ask, and which answer them: the table behind [Pairing].
///
/// | endpoint | request | answer | same key |
/// |---|---|---|---|
/// | mgmt | HELLO, PING, SET_IOP_PWR, EPMAP, SET_AP_PWR | its ack | type; EPMAP also its page |
/// | crashlog, syslog, ioreport | buffer request with address 0 | the same with an address | the endpoint |
/// | syslog | LOG of the co-processor | the AP's echo | the word |
/// | ioreport | 4 of the AP; 8 and 0xC of the co-processor | the echo | the word |
/// | oslog | buffer request | reply of type 1 or 3 | the endpoint |
/// | iomfb (display) | CALL | RETURN in the opposite direction | the context; the innermost call first |
/// | AFK rings (display) | INIT, GETBUF, START, SHUTDOWN | its ack | the kind |
/// | smc | a command | the result | the id |
///
/// Sources: those of the layouts; for ioreport's type 4 macOS reports, where the AP always asks.
final class Roles {
    private static final long BUFFER = 1L << 60;

    private final Vocabulary vocabulary;

    Roles(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    Role of(Direction direction, int endpoint, long message) {
        return switch (endpoint) {
            case Endpoints.MGMT -> mgmt(direction, message);
            case Endpoints.CRASHLOG -> buffer(direction, message);
            case Endpoints.SYSLOG -> syslog(direction, message);
            case Endpoints.IOREPORT -> ioReport(direction, message);
            case Endpoints.OSLOG -> osLog(direction, message);
            default -> application(direction, endpoint, message);
        };
    }

    private Role application(Direction direction, int endpoint, long message) {
        if (vocabulary.kind().equals("DCP")) {
            return endpoint == 0x37 ? iomfb(direction, message) : endpoint < 0x30 ? ring(message) : Role.NONE;
        }
        return vocabulary.kind().equals("SMC") && endpoint == Endpoints.FIRST_APP ? smc(direction, message) : Role.NONE;
    }

    private static Role mgmt(Direction direction, long message) {
        int type = (int) Mgmt.TYPE.get(message);
        return switch (type) {
            case Mgmt.Hello.ID -> Role.request(type, "HELLO_ACK");
            case Mgmt.HelloAck.ID -> Role.answer(Mgmt.Hello.ID);
            case Mgmt.Ping.ID -> Role.request(type, "PONG");
            case Mgmt.Pong.ID -> Role.answer(Mgmt.Ping.ID);
            case Mgmt.SetIopPower.ID -> Role.request(type, "IOP_PWR_ACK");
            case Mgmt.IopPowerAck.ID -> Role.answer(Mgmt.SetIopPower.ID);
            case Mgmt.EpMap.ID -> either(direction, IOP_TO_AP, BUFFER | Mgmt.EpMap.BASE.get(message), "EPMAP_REPLY");
            case Mgmt.SetApPower.ID -> either(direction, AP_TO_IOP, type, "AP_PWR_ACK");
            default -> Role.NONE;
        };
    }

    /// A type that both ends use: who sends it tells request from answer.
    private static Role either(Direction direction, Direction asks, long key, String expected) {
        if (direction == BOTH) {
            return new Role(Kind.REQUEST_OR_ECHO, key, expected);
        }
        return direction == asks ? Role.request(key, expected) : Role.answer(key);
    }

    private static Role buffer(Direction direction, long message) {
        if (SharedBufferMsg.TYPE.get(message) != SharedBufferMsg.ID) {
            return Role.NONE;
        }
        return bufferOf(direction, SharedBufferMsg.ADDRESS.get(message) == 0);
    }

    private static Role bufferOf(Direction direction, boolean asks) {
        if (asks && direction != AP_TO_IOP) {
            return Role.request(BUFFER, "the buffer's address");
        }
        return direction == IOP_TO_AP ? Role.NONE : Role.answer(BUFFER);
    }

    private static Role syslog(Direction direction, long message) {
        return switch ((int) SharedBufferMsg.TYPE.get(message)) {
            case 5 -> either(direction, IOP_TO_AP, message, "the same word from the AP");
            case SharedBufferMsg.ID -> buffer(direction, message);
            default -> Role.NONE;
        };
    }

    private static Role ioReport(Direction direction, long message) {
        return switch ((int) SharedBufferMsg.TYPE.get(message)) {
            case 0x4 -> either(direction, AP_TO_IOP, message, "the same word from the co-processor");
            case 0x8, 0xc -> either(direction, IOP_TO_AP, message, "the same word from the AP");
            case SharedBufferMsg.ID -> buffer(direction, message);
            default -> Role.NONE;
        };
    }

    private static Role osLog(Direction direction, long message) {
        long type = OsLog.TYPE.get(message);
        if (type == 3) {
            return direction == IOP_TO_AP ? Role.NONE : Role.answer(BUFFER);
        }
        return type == 1 ? bufferOf(direction, (message & 0xf_ffff_ffffL) == 0) : Role.NONE;
    }

    private static Role iomfb(Direction direction, long message) {
        if (Iomfb.TYPE.get(message) != 2) {
            return Role.NONE;
        }
        int context = (int) Iomfb.CONTEXT.get(message);
        Direction caller = context == 2 || context == 6 ? AP_TO_IOP : IOP_TO_AP;
        boolean isCall = Iomfb.ACK.get(message) == 0;
        if (!direction.admits(isCall ? caller : caller.opposite())) {
            return Role.NONE;
        }
        return isCall ? new Role(Kind.CALL, context, "RETURN of the call") : Role.answer(context);
    }

    private static Role ring(long message) {
        return switch ((int) Afk.TYPE.get(message)) {
            case 0x80 -> Role.request(0x80, "AFK_INIT_ACK");
            case 0xa0 -> Role.answer(0x80);
            case 0x89 -> Role.request(0x89, "AFK_GETBUF_ACK");
            case 0xa1 -> Role.answer(0x89);
            case 0xa3 -> Role.request(0xa3, "AFK_START_ACK");
            case 0x86 -> Role.answer(0xa3);
            case 0xc0 -> Role.request(0xc0, "AFK_SHUTDOWN_ACK");
            case 0xc1 -> Role.answer(0xc0);
            default -> Role.NONE;
        };
    }

    private static Role smc(Direction direction, long message) {
        int command = (int) SmcMsg.COMMAND.get(message);
        boolean isCommand = switch (command) {
            case 0x10, 0x11, 0x12, 0x13, 0x17, 0x20 -> true;
            default -> false;
        };
        if (direction == AP_TO_IOP || (direction == BOTH && isCommand)) {
            return Role.request(SmcMsg.ID.get(message), "the result");
        }
        return SmcMsg.NOTIFICATION.matches(message) ? Role.NONE : Role.answer(SmcMsg.ID.get(message));
    }
}
