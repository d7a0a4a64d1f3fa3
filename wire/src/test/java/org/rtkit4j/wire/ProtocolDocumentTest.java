package org.rtkit4j.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.capture.CaptureFrame;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.display.Iboot;
import org.rtkit4j.wire.display.RemotePort;
import org.rtkit4j.wire.dockchannel.Comm;
import org.rtkit4j.wire.dockchannel.DockChannelRegisters;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockSpeech;
import org.rtkit4j.wire.dockchannel.StmReport;
import org.rtkit4j.wire.epic.Epic;
import org.rtkit4j.wire.epic.OsObject;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.iomfb.CallSignature;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbMethod;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.iomfb.RemoteCall;
import org.rtkit4j.wire.iomfb.RtBandwidth;
import org.rtkit4j.wire.iomfb.SurfaceRecord;
import org.rtkit4j.wire.iomfb.SwapRecord;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.layout.Struct;
import org.rtkit4j.wire.message.Afk;
import org.rtkit4j.wire.message.Agx;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.IoReport;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.KDebug;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.NvmeDoorbell;
import org.rtkit4j.wire.message.OsLog;
import org.rtkit4j.wire.message.Pmp;
import org.rtkit4j.wire.message.PowerState;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.Syslog;
import org.rtkit4j.wire.message.TraceKit;
import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.DsmRange;
import org.rtkit4j.wire.nvme.IdentifyController;
import org.rtkit4j.wire.nvme.IdentifyNamespace;
import org.rtkit4j.wire.nvme.LogId;
import org.rtkit4j.wire.nvme.NvmeRegisters;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.nvme.Sqe;
import org.rtkit4j.wire.nvme.Tcb;
import org.rtkit4j.wire.nvme.Tunnel;
import org.rtkit4j.wire.register.CpuRegisters;
import org.rtkit4j.wire.register.DartRegisters;
import org.rtkit4j.wire.register.MailboxControl;
import org.rtkit4j.wire.register.MailboxRegisters;
import org.rtkit4j.wire.register.MailboxWord;
import org.rtkit4j.wire.register.SartRegisters;
import org.rtkit4j.wire.register.SpmiRegisters;
import org.rtkit4j.wire.sensor.LidSensorMsg;
import org.rtkit4j.wire.sensor.LightSensorMsg;
import org.rtkit4j.wire.sensor.SensorProperty;

/// Writes `docs/protocol.md` from the declarations, and fails where the file in the repository is another.
///
/// `./mvnw -pl wire test -Dtest=ProtocolDocumentTest -Drtkit.update=docs` brings the file up to date.
class ProtocolDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("rtkit.root", ".."), "docs", "protocol.md");

    @Test
    void theDocumentIsWhatTheDeclarationsSay() throws IOException {
        String expected = document();
        if (System.getProperty("rtkit.update", "").equals("docs")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertEquals(expected, Files.readString(DOCUMENT), "docs/protocol.md is out of date: see this test's comment");
    }

    private static String document() {
        var text = new StringBuilder();
        text.append("""
                # The protocol, message by message

                Generated from the layouts in the module `wire`; a test fails when the two differ. Bit ranges are inclusive. Each
                field names the source of the fact. AP is the application processor that runs the operating system, IOP the
                co-processor. For how the messages follow each other, read [architecture.md](architecture.md) and the comments of
                `org.rtkit4j.core.session.Phase`.

                ## A mailbox message

                A message is two 64-bit words: the message proper, and a word with the endpoint, to which the hardware adds counters
                when the AP reads it.

                """);
        text.append(MailboxWord.LAYOUT.markdown());
        endpoint(text, "0x00 mgmt: version, endpoint map, power", Mgmt.LAYOUTS);
        powerStates(text);
        endpoint(text, "0x01 crashlog", Crashlog.LAYOUTS);
        endpoint(text, "0x02 syslog", Syslog.LAYOUTS);
        text.append('\n').append(Syslog.Entry.STRUCT.markdown());
        endpoint(text, "0x03 kdebug", KDebug.LAYOUTS);
        endpoint(text, "0x04 ioreport", IoReport.LAYOUTS);
        endpoint(text, "0x08 oslog", OsLog.LAYOUTS);
        endpoint(text, "0x0a tracekit", TraceKit.LAYOUTS);
        text.append("\nNo source knows a message of this endpoint; some hosts start it.\n");
        endpoint(text, "0x20 on the SMC: keys", SmcMsg.LAYOUTS);
        endpoint(text, "0x37 on the display co-processor: iomfb calls", Iomfb.LAYOUTS);
        endpoint(text, "0x20 and 0x21 on the GPU's co-processor", Agx.LAYOUTS);
        endpoint(text, "0x20 on the power management processor", Pmp.LAYOUTS);
        endpoint(text, "0x20 to 0x2f on the display co-processor: AFK rings", Afk.LAYOUTS);
        endpoint(text, "Doorbells of the storage co-processor, in captures", NvmeDoorbell.LAYOUTS);
        endpoint(text, "Packets of keyboard and trackpad, in captures", DockSpeech.LAYOUTS);
        endpoint(
                text,
                "Where implementations read a message differently",
                List.of(Syslog.InitLinux.LAYOUT, OsLog.BufferM1n1.LAYOUT));
        registers(text);
        storage(text);
        dockChannel(text);
        afk(text);
        iomfb(text);
        text.append("\n## A packet of a capture\n\n").append(CaptureFrame.STRUCT.markdown());
        text.append("\n## The binary crash log\n");
        CrashlogFormat.STRUCTS.forEach(struct -> text.append('\n').append(struct.markdown()));
        return text.toString();
    }

    private static void endpoint(StringBuilder text, String title, List<Layout> layouts) {
        text.append("\n## ").append(title).append('\n');
        layouts.forEach(layout -> text.append('\n').append(layout.markdown()));
    }

    private static void powerStates(StringBuilder text) {
        text.append("\n#### Power states\n\n| code | state |\n|---|---|\n");
        for (PowerState state : PowerState.values()) {
            text.append("| 0x%03x | %s |\n".formatted(state.code(), state));
        }
    }

    private static void storage(StringBuilder text) {
        text.append(
                "\n## The storage co-processor's NVMe\n\nOffsets of the registers, and who has which: [nvme.md](nvme.md).\n");
        text.append(
                "\n| compatible | submission | entries | I/O entry | NVMMU | I/O queue registers | number of queues |\n");
        text.append("|---|---|---|---|---|---|---|\n");
        for (NvmeVariant variant : NvmeVariant.values()) {
            text.append("| %s | %s | %d | %d bytes | %s | %s | %s |\n"
                    .formatted(
                            variant.compatible(),
                            variant.isLinear() ? "linear, by tag" : "ring",
                            variant.queueDepth(),
                            1 << variant.ioSqeShift(),
                            !variant.isLinear() ? "none" : variant.hasOwnNvmmu() ? "own window" : "same window",
                            variant.hasQueueRegisters() ? "yes" : "no",
                            variant.countsQueues() ? "feature" : "no feature"));
        }
        NvmeRegisters.LAYOUTS.forEach(layout -> text.append('\n').append(layout.markdown()));
        for (Struct struct : List.of(Tcb.STRUCT, Sqe.STRUCT, Cqe.STRUCT)) {
            text.append('\n').append(struct.markdown());
        }
        text.append('\n').append(Tcb.FLAGS.markdown());
        text.append('\n').append(Cqe.STATUS_LAYOUT.markdown());
        Sqe.LAYOUTS.forEach(layout -> text.append('\n').append(layout.markdown()));
        for (Struct struct : List.of(
                IdentifyController.STRUCT,
                IdentifyNamespace.STRUCT,
                DsmRange.STRUCT,
                LogId.ErrorEntry.STRUCT,
                LogId.Smart.STRUCT,
                LogId.FirmwareSlots.STRUCT,
                Tunnel.STRUCT)) {
            text.append('\n').append(struct.markdown());
        }
        text.append("\n#### Status codes\n\n| code | meaning | a retry is useless |\n|---|---|---|\n");
        for (NvmeStatus status : NvmeStatus.values()) {
            text.append(
                    "| 0x%03x | %s | %s |\n".formatted(status.code(), status.label(), status.isFinal() ? "yes" : ""));
        }
    }

    private static void dockChannel(StringBuilder text) {
        text.append("\n## Keyboard and trackpad: the DockChannel of MTP\n\n");
        text.append("A byte stream in packets; what is said in them, and in which order: [input.md](input.md).\n");
        DockChannelRegisters.LAYOUTS.forEach(layout -> text.append('\n').append(layout.markdown()));
        DockPacket.LAYOUTS.forEach(layout -> text.append('\n').append(layout.markdown()));
        Comm.structs().forEach(struct -> text.append('\n').append(struct.markdown()));
        text.append('\n').append(StmReport.ID_STRUCT.markdown());
    }

    private static void afk(StringBuilder text) {
        text.append("\n## Rings of AFK endpoints, and the services behind them\n\n");
        text.append("What lies in the shared memory, and in which order it is said: [display.md](display.md).\n");
        AfkRing.structs().forEach(struct -> text.append('\n').append(struct.markdown()));
        Epic.structs().forEach(struct -> text.append('\n').append(struct.markdown()));
        text.append('\n').append(OsObject.TAG.markdown());
        text.append("\n## The boot loader's way to a picture: endpoint 0x23 of the display co-processor\n");
        Iboot.structs().forEach(struct -> text.append('\n').append(struct.markdown()));
        text.append("\n## The port whose lines are the AP's: endpoint 0x2a of the display co-processor\n");
        RemotePort.structs().forEach(struct -> text.append('\n').append(struct.markdown()));
        text.append("\n## The sensors of the always-on processor\n");
        text.append('\n').append(SensorProperty.STRUCT.markdown());
        text.append("\n## The light sensor of the always-on processor\n");
        LightSensorMsg.structs().forEach(struct -> text.append('\n').append(struct.markdown()));
        text.append("\n## The lid's sensor of the always-on processor\n");
        LidSensorMsg.structs().forEach(struct -> text.append('\n').append(struct.markdown()));
    }

    private static void iomfb(StringBuilder text) {
        text.append(
                "\n## The display's calls\n\nWhat lies in the memory that the AP shares for endpoint 0x37; which call");
        text.append(
                " follows which: [display.md](display.md).\n\n| context | code | the AP's calls | the firmware's |\n|---|---|---|---|\n");
        for (CallContext context : CallContext.values()) {
            text.append("| %s | %d | %s | %s |\n"
                    .formatted(context, context.code(), area(context.apArea()), area(context.iopArea())));
        }
        text.append('\n').append(CallPacket.STRUCT.markdown());
        calls(text, "The AP calls", IomfbMethod.values());
        calls(text, "The firmware calls", IomfbCallback.values());
        for (Struct struct : List.of(
                SwapRecord.V12_3.struct(),
                SwapRecord.V13_5.struct(),
                SwapRecord.Rect.STRUCT,
                SurfaceRecord.V12_3,
                SurfaceRecord.V13_5,
                RtBandwidth.STRUCT)) {
            text.append('\n').append(struct.markdown());
        }
    }

    private static String area(int offset) {
        return offset == CallContext.NOWHERE ? "" : "0x%05x".formatted(offset);
    }

    private static void calls(StringBuilder text, String title, RemoteCall... calls) {
        text.append("\n#### ")
                .append(title)
                .append("\n\nArguments in parentheses with their sizes: in, `*` a pointer, `>` out.\n");
        text.append(
                "Where the generations differ, these are 13.5's.\n\n| 12.3 | 13.5 | call | in, out |\n|---|---|---|---|\n");
        for (RemoteCall call : calls) {
            CallSignature signature = call.signature(IomfbVersion.V13_5);
            text.append("| %s | %s | %s(%s) | %d, %d |\n"
                    .formatted(
                            tag(call, IomfbVersion.V12_3),
                            tag(call, IomfbVersion.V13_5),
                            call.label(),
                            arguments(signature),
                            signature.input().sizeBytes(),
                            signature.output().sizeBytes()));
        }
    }

    private static String tag(RemoteCall call, IomfbVersion version) {
        return call.isIn(version) ? CallPacket.text(call.tag(version)) : "";
    }

    private static String arguments(CallSignature signature) {
        return signature.arguments().stream()
                .map(argument -> "%s%s%s %d"
                        .formatted(
                                argument.isOutput() ? "\\>" : "",
                                argument.isPointer() ? "\\*" : "",
                                argument.name(),
                                argument.sizeBytes() * argument.count()))
                .collect(Collectors.joining(", "));
    }

    private static void registers(StringBuilder text) {
        text.append(
                "\n## Registers of the mailbox\n\nOffsets from the mailbox window, which begins 0x%x above the co-processor's base.\n"
                        .formatted(MailboxRegisters.WINDOW_OFFSET));
        text.append(
                "\n| compatible | A2I control | I2A control | AP writes | IOP reads | IOP writes | AP reads | IRQ enable, ack |\n");
        text.append("|---|---|---|---|---|---|---|---|\n");
        for (MailboxRegisters layout : MailboxRegisters.values()) {
            text.append("| %s | 0x%x | 0x%x | 0x%x | 0x%x | 0x%x | 0x%x | %s |\n"
                    .formatted(
                            layout.compatible(),
                            layout.a2iControl(),
                            layout.i2aControl(),
                            layout.a2iSend(),
                            layout.a2iReceive(),
                            layout.i2aSend(),
                            layout.i2aReceive(),
                            layout.hasInterruptLatch()
                                    ? "0x%x, 0x%x".formatted(layout.irqEnable(), layout.irqAck())
                                    : "none"));
        }
        text.append('\n').append(MailboxControl.LAYOUT.markdown());
        text.append('\n').append(CpuRegisters.CONTROL.markdown());
        text.append('\n').append(CpuRegisters.STATUS.markdown());
        for (Layout layout : List.of(
                SartRegisters.V0.layout(),
                SartRegisters.V2.layout(),
                SartRegisters.V3.layout(),
                DartRegisters.TCR,
                DartRegisters.TTBR,
                DartRegisters.ERRORS,
                DartRegisters.PTE,
                SpmiRegisters.STATUS_LAYOUT,
                SpmiRegisters.COMMAND_LAYOUT,
                SpmiRegisters.REPLY_LAYOUT)) {
            text.append('\n').append(layout.markdown());
        }
    }
}
