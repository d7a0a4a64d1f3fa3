package org.rtkit4j.app.capture;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.file.Printers;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.via.PluginOption;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.filter.MessageFilter;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit capture convert`: from captures and reports to captures and what other tools read.
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = {"Converts a capture; or a crash report, whose mailbox history becomes one.", ""},
        footer = {
            "",
            "Examples:",
            "  rtkit capture convert panic.ips -o panic.pcapng",
            "  rtkit capture convert boot.pcapng --to ndjson | jq .text",
            "  rtkit capture convert boot.pcapng -o trace.json --to perfetto     for ui.perfetto.dev",
            "  rtkit capture convert keys.pcapng -o usb.pcapng --to usb          for Wireshark, as USB devices",
            "  rtkit capture convert boot.pcapng -o boot.parquet --duckdb duckdb_jdbc.jar"
        })
final class ConvertCommand implements Callable<Integer> {
    /// What can be written.
    enum Format {
        PCAPNG,
        NDJSON,
        CSV,
        PARQUET,
        PERFETTO,
        USB;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "FILE", description = "A capture or a crash report.")
    private String file = "";

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; default: by the output's name.")
    private @Nullable Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; default: standard output, for ndjson, csv and perfetto.")
    private @Nullable Path output;

    @Option(names = "--filter", paramLabel = "EXPRESSION", description = "Convert only what this chooses.")
    private @Nullable String filter;

    @Option(
            names = "--duckdb",
            paramLabel = "JAR",
            description = "For parquet: DuckDB's JDBC driver; default: where RTKIT_DUCKDB says.")
    private @Nullable Path duckdb;

    @Mixin
    private final PluginOption plugin = new PluginOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException, IOException {
        MessageFilter chosen = CaptureInput.filter(filter, plugin.kinds());
        Format to = format();
        if (output == null && (to == Format.PARQUET || to == Format.PCAPNG || to == Format.USB)) {
            throw new ParameterException(spec.commandLine(), "--to %s needs -o FILE".formatted(to));
        }
        CaptureInput.requireName(file);
        byte[] report = ReportToConvert.capture(file);
        try (CaptureFile capture = report == null ? CaptureInput.open(file) : CaptureFile.of(file, report)) {
            CaptureCursor cursor = capture.cursor();
            var walk = new CaptureWalk(cursor, plugin.kinds());
            if (output == null) {
                write(walk, chosen, to, spec.commandLine().getOut());
            } else {
                OutputFile.write(output, part -> write(walk, chosen, to, part));
            }
            return CaptureInput.complain(
                            capture.name(), cursor, spec.commandLine().getErr())
                    ? ExitStatus.OK
                    : ExitStatus.BAD_INPUT;
        }
    }

    private Format format() throws BadInputException {
        if (format != null) {
            return format;
        }
        String name = output == null ? "" : String.valueOf(output.getFileName());
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending.toLowerCase(Locale.ROOT)) {
            case "pcapng" -> Format.PCAPNG;
            case "ndjson", "jsonl" -> Format.NDJSON;
            case "csv" -> Format.CSV;
            case "parquet" -> Format.PARQUET;
            default ->
                throw new BadInputException("%s--to FORMAT is needed: pcapng, ndjson, csv, parquet, perfetto or usb"
                        .formatted(output == null ? "" : output + ": " + endingOf(name, ending) + ", "));
        };
    }

    private static String endingOf(String name, String ending) {
        return ending.equals(name) ? "a name without an ending" : "no format ends in ." + ending;
    }

    private void write(CaptureWalk walk, MessageFilter chosen, Format to, Path part)
            throws IOException, BadInputException {
        if (to == Format.PCAPNG) {
            try (var writer = CaptureWriter.create(part)) {
                Filtered.tell(walk, chosen, new PcapngOutput(writer));
            }
        } else if (to == Format.USB) {
            try (var writer = CaptureWriter.create(part)) {
                Filtered.tell(walk, chosen, new UsbOutput(writer));
            }
        } else if (to == Format.PARQUET) {
            ParquetOutput.write(walk, chosen, part, duckdb);
        } else {
            try (PrintWriter printer = Printers.into(part)) {
                write(walk, chosen, to, printer);
            }
        }
    }

    private static void write(CaptureWalk walk, MessageFilter chosen, Format to, PrintWriter out)
            throws IOException, BadInputException {
        if (to == Format.PERFETTO) {
            try (var perfetto = new PerfettoOutput(out)) {
                Filtered.tell(walk, chosen, perfetto);
            }
        } else if (to == Format.CSV) {
            Filtered.tell(walk, chosen, new CsvOutput(out));
        } else {
            ndjson(walk, chosen, out);
        }
        out.flush();
    }

    static void ndjson(CaptureWalk walk, MessageFilter chosen, PrintWriter out) throws IOException, BadInputException {
        try (var json = Json.generator(out)) {
            json.setRootValueSeparator(null);
            // Every object ends its line: a reader may stop at any of them.
            Filtered.tell(walk, chosen, new JsonRows(json, new LineEnd(json)));
            json.writeRaw('\n');
        }
    }

    /// The end of the line before, from the second row on.
    private static final class LineEnd implements JsonRows.Separator {
        private final com.fasterxml.jackson.core.JsonGenerator json;
        private boolean isLater;

        LineEnd(com.fasterxml.jackson.core.JsonGenerator json) {
            this.json = json;
        }

        @Override
        public void write() throws IOException {
            if (isLater) {
                json.writeRaw('\n');
            }
            isLater = true;
        }
    }
}
