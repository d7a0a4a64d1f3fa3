package org.rtkit4j.wire.conversation;

import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.conversation.Exchange.Side;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockSpeech;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Afk;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.IoReport;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.OsLog;
import org.rtkit4j.wire.message.Pmp;
import org.rtkit4j.wire.message.SharedBufferMsg;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Syslog;
import org.rtkit4j.wire.message.Vocabulary;

/// Which messages ask, and which answer them, endpoint by endpoint.
///
/// Sources: those of the layouts; for ioreport's type 4 macOS reports, where the AP always asks.
public final class Exchanges {
    private static final List<Exchange> MGMT = List.of(
            Exchange.of(IOP_TO_AP, Mgmt.Hello.LAYOUT, Mgmt.HelloAck.LAYOUT),
            Exchange.of(AP_TO_IOP, Mgmt.Ping.LAYOUT, Mgmt.Pong.LAYOUT),
            Exchange.of(AP_TO_IOP, Mgmt.SetIopPower.LAYOUT, Mgmt.IopPowerAck.LAYOUT),
            Exchange.of(IOP_TO_AP, Mgmt.EpMap.LAYOUT, Mgmt.EpMapReply.LAYOUT).keyedBy(Mgmt.EpMap.BASE),
            Exchange.of(AP_TO_IOP, Mgmt.SetApPower.LAYOUT, Mgmt.ApPowerAck.LAYOUT));

    private static final List<Exchange> CRASHLOG = List.of(buffer(Crashlog.BUFFER, SharedBufferMsg.ADDRESS));

    private static final List<Exchange> SYSLOG =
            List.of(buffer(Syslog.BUFFER, SharedBufferMsg.ADDRESS), Exchange.echo(IOP_TO_AP, Syslog.Log.LAYOUT));

    private static final List<Exchange> IOREPORT = List.of(
            buffer(IoReport.BUFFER, SharedBufferMsg.ADDRESS),
            Exchange.echo(AP_TO_IOP, IoReport.POLL),
            Exchange.echo(IOP_TO_AP, IoReport.REPORT),
            Exchange.echo(IOP_TO_AP, IoReport.START));

    private static final List<Exchange> OSLOG = List.of(buffer(OsLog.Buffer.LAYOUT, OsLog.Buffer.ADDRESS, OsLog.ACK));

    private static final List<Exchange> SMC = List.of(new Exchange(
            AP_TO_IOP,
            List.of(
                    Side.of(SmcMsg.READ_KEY),
                    Side.of(SmcMsg.WRITE_KEY),
                    Side.of(SmcMsg.KEY_BY_INDEX),
                    Side.of(SmcMsg.KEY_INFO),
                    Side.of(SmcMsg.INITIALIZE),
                    Side.of(SmcMsg.READ_WRITE_KEY)),
            List.of(Side.of(SmcMsg.ANSWER)),
            SmcMsg.ID.mask(),
            false,
            "the result"));

    private static final List<Exchange> IOMFB = iomfb();

    private static final List<Exchange> AFK = List.of(
            Exchange.of(AP_TO_IOP, Afk.INIT, Afk.INIT_ACK),
            Exchange.of(IOP_TO_AP, Afk.GETBUF, Afk.GETBUF_ACK),
            Exchange.of(AP_TO_IOP, Afk.START, Afk.START_ACK),
            Exchange.of(AP_TO_IOP, Afk.SHUTDOWN, Afk.SHUTDOWN_ACK));

    private static final List<Exchange> PMP = List.of(
            Exchange.of(AP_TO_IOP, Pmp.CONFIGURE, Pmp.CONFIGURE_ACK),
            Exchange.of(AP_TO_IOP, Pmp.INIT_1, Pmp.INIT_1_ACK),
            Exchange.of(AP_TO_IOP, Pmp.INIT_2, Pmp.INIT_2_ACK),
            Exchange.of(AP_TO_IOP, Pmp.DEVICE_POWER_SYNC, Pmp.DEVICE_POWER_ACK),
            Exchange.of(IOP_TO_AP, Pmp.GET_TABLE, Pmp.TABLE),
            Exchange.of(IOP_TO_AP, Pmp.MALLOC, Pmp.MEMORY),
            Exchange.of(IOP_TO_AP, Pmp.FREE, Pmp.FREED),
            Exchange.of(IOP_TO_AP, Pmp.SET_BUFFERS, Pmp.BUFFERS_SET),
            Exchange.of(IOP_TO_AP, Pmp.REGISTER, Pmp.REGISTERED),
            Exchange.of(IOP_TO_AP, Pmp.SET_BY_INDEX, Pmp.SET_BY_INDEX_DONE),
            Exchange.of(IOP_TO_AP, Pmp.SET_BY_ID, Pmp.SET_BY_ID_DONE));

    private static final List<Exchange> DOCKCHANNEL = List.of(
            Exchange.of(AP_TO_IOP, DockSpeech.COMMAND, DockSpeech.ANSWER).keyedBy(DockPacket.SEQUENCE));

    private Exchanges() {}

    /// Returns what asks and what answers on an endpoint; empty where nothing is known to.
    public static List<Exchange> of(Vocabulary vocabulary, int endpoint) {
        return switch (endpoint) {
            case Endpoints.MGMT -> MGMT;
            case Endpoints.CRASHLOG -> CRASHLOG;
            case Endpoints.SYSLOG -> SYSLOG;
            case Endpoints.IOREPORT -> IOREPORT;
            case Endpoints.OSLOG -> OSLOG;
            default -> endpoint < Endpoints.FIRST_APP ? List.of() : ofApplication(vocabulary, endpoint);
        };
    }

    /// Returns what a message is in its conversation.
    ///
    /// @param direction who sent it; `BOTH` where the source does not tell
    public static Role roleOf(Vocabulary vocabulary, Direction direction, int endpoint, long message) {
        Layout fromAp = known(vocabulary, direction, AP_TO_IOP, endpoint, message);
        Layout fromIop = known(vocabulary, direction, IOP_TO_AP, endpoint, message);
        Role answer = Role.NONE;
        for (Exchange exchange : of(vocabulary, endpoint)) {
            boolean apAsks = exchange.asks() == AP_TO_IOP;
            Layout asking = apAsks ? fromAp : fromIop;
            Layout answering = apAsks ? fromIop : fromAp;
            boolean answers = answering != null && exchange.answers(answering, message);
            if (asking != null && exchange.asks(asking, message)) {
                boolean isOpen = answers && exchange.isAmbiguous();
                return Role.of(isOpen ? Role.Kind.REQUEST_OR_ECHO : Role.Kind.REQUEST, exchange, message);
            }
            answer = answers ? Role.of(Role.Kind.ANSWER, exchange, message) : answer;
        }
        return answer;
    }

    /// Returns the layout of a message if it came from `side`; null where it did not.
    private static @Nullable Layout known(
            Vocabulary vocabulary, Direction direction, Direction side, int endpoint, long message) {
        return side.admits(direction) ? vocabulary.layoutOf(side, endpoint, message) : null;
    }

    private static List<Exchange> ofApplication(Vocabulary vocabulary, int endpoint) {
        return switch (vocabulary) {
            case SMC -> endpoint == Endpoints.FIRST_APP ? SMC : List.of();
            case DCP -> endpoint == Iomfb.ENDPOINT ? IOMFB : endpoint <= Afk.LAST_ENDPOINT ? AFK : List.of();
            case AOP -> vocabulary.hasRings(endpoint) ? AFK : List.of();
            case DOCKCHANNEL -> DOCKCHANNEL;
            case PMP -> endpoint == Pmp.ENDPOINT ? PMP : List.of();
            case GENERIC, ANS, NVME, GFX, ACIO -> List.of();
        };
    }

    /// A request for memory: answered only where it carries no address of its own.
    private static Exchange buffer(Layout layout, Bits address, Layout... others) {
        var answers = new ArrayList<Side>();
        answers.add(Side.of(layout));
        List.of(others).forEach(other -> answers.add(Side.of(other)));
        var request = Side.of(layout).where(address, 0);
        return new Exchange(IOP_TO_AP, List.of(request), answers, 0, false, "the buffer's address");
    }

    // Contexts CMD and OOBCMD are the AP's calls, the others the firmware's.
    private static List<Exchange> iomfb() {
        var exchanges = new ArrayList<Exchange>();
        for (int context : new int[] {0, 2, 3, 4, 6, 7}) {
            Direction caller = context == 2 || context == 6 ? AP_TO_IOP : IOP_TO_AP;
            var call = Side.of(Iomfb.CALL).where(Iomfb.CONTEXT, context);
            var answer = Side.of(Iomfb.RETURN).where(Iomfb.CONTEXT, context);
            exchanges.add(new Exchange(
                    caller, List.of(call), List.of(answer), Iomfb.CONTEXT.mask(), true, "RETURN of the call"));
        }
        return List.copyOf(exchanges);
    }
}
