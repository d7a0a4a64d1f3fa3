package org.rtkit4j.app.nvme;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.drivers.nvme.NvmeInfo;
import org.rtkit4j.wire.nvme.LogId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `rtkit nvme info`: what the disk is.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = {"Shows what the disk and its controller are, and how they are.", ""})
final class InfoCommand implements Callable<Integer> {
    private static final int ZERO_CELSIUS = 273;

    @Mixin
    private final DiskOptions options = new DiskOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (var session = NvmeSession.openReadOnly(options)) {
            MemorySegment smart = MemorySegment.ofArray(session.disk().log(LogId.SMART, LogId.Smart.BYTES));
            if (json.isWanted()) {
                Json.printObject(out, document -> write(session, smart, document));
            } else {
                print(session, smart, out);
            }
        }
        return ExitStatus.OK;
    }

    private static void write(NvmeSession session, MemorySegment smart, JsonGenerator json) throws IOException {
        NvmeInfo info = session.disk().info();
        json.writeStringField("via", session.toString());
        json.writeStringField("controller", session.variant().label());
        json.writeStringField("model", info.model());
        json.writeStringField("serial", info.serial());
        json.writeStringField("firmware", info.firmware());
        json.writeNumberField("sizeBytes", info.lbaBytes() * info.blocks());
        json.writeNumberField("blockBytes", info.lbaBytes());
        json.writeNumberField("maxTransferBytes", info.mdtsBytes());
        json.writeNumberField("inFlight", session.disk().traits().depth());
        json.writeBooleanField("writeCache", info.hasWriteCache());
        json.writeBooleanField("trim", info.canTrim());
        json.writeBooleanField("writeZeroes", info.canWriteZeroes());
        json.writeNumberField("temperatureCelsius", celsius(smart));
        json.writeNumberField("percentUsed", LogId.Smart.USED.get(smart, 0));
        json.writeNumberField("powerCycles", LogId.Smart.POWER_CYCLES.get(smart, 0));
        json.writeNumberField("unsafeShutdowns", LogId.Smart.UNSAFE_SHUTDOWNS.get(smart, 0));
        json.writeNumberField("mediaErrors", LogId.Smart.MEDIA_ERRORS.get(smart, 0));
    }

    private static void print(NvmeSession session, MemorySegment smart, PrintWriter out) {
        NvmeInfo info = session.disk().info();
        line(out, "disk", info.model() + ", " + info.serial());
        line(out, "firmware", info.firmware());
        line(
                out,
                "controller",
                "%s, %s at once"
                        .formatted(
                                session.variant().label(),
                                Amount.of(session.disk().traits().depth(), "command")));
        long bytes = info.lbaBytes() * info.blocks();
        line(
                out,
                "size",
                "%s (%s of %d bytes)"
                        .formatted(ByteCount.text(bytes), Amount.of(info.blocks(), "block"), info.lbaBytes()));
        line(out, "longest transfer", info.mdtsBytes() == 0 ? "no limit" : ByteCount.text(info.mdtsBytes()));
        line(out, "write cache", info.hasWriteCache() ? "volatile" : "none");
        line(out, "trim", info.canTrim() ? "yes" : "no");
        line(out, "write zeroes", info.canWriteZeroes() ? "yes" : "no");
        line(out, "temperature", celsius(smart) + " °C");
        line(out, "used", LogId.Smart.USED.get(smart, 0) + " %");
        line(
                out,
                "power cycles",
                LogId.Smart.POWER_CYCLES.get(smart, 0) + ", unsafe shutdowns "
                        + LogId.Smart.UNSAFE_SHUTDOWNS.get(smart, 0));
        line(out, "media errors", Long.toString(LogId.Smart.MEDIA_ERRORS.get(smart, 0)));
        out.flush();
    }

    private static long celsius(MemorySegment smart) {
        return LogId.Smart.TEMPERATURE.get(smart, 0) - ZERO_CELSIUS;
    }

    private static void line(PrintWriter out, String name, String value) {
        out.println("%-18s%s".formatted(name, Terminal.escape(value)));
    }
}
