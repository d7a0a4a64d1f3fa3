package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.forensics.coredump.CoreFile;
import org.rtkit4j.forensics.elf.FirmwareElf;
import org.rtkit4j.forensics.macho.MachoException;
import org.rtkit4j.forensics.macho.MachoImage;
import org.rtkit4j.forensics.macho.MachoReader;
import org.rtkit4j.forensics.macho.Symbolizer;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Format;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.wire.file.WholeFile;
import org.rtkit4j.wire.port.Releases;
import picocli.CommandLine.Option;

/// The options that turn a crash into files for a debugger.
final class CoreOutput {
    @Option(
            names = "--firmware",
            paramLabel = "MACHO",
            description = "The firmware that crashed, a Mach-O file: names addresses; needed for --elf.")
    private @Nullable Path firmware;

    @Option(names = "--core", paramLabel = "OUT", description = "Write the crash as an ELF core file.")
    private @Nullable Path core;

    @Option(names = "--elf", paramLabel = "OUT", description = "Write the firmware as an ELF image with its symbols.")
    private @Nullable Path elf;

    @Option(
            names = "--slide",
            paramLabel = "HEX",
            description = "What the loader added to the firmware's addresses, where the report does not say.")
    private @Nullable String slide;

    @Option(names = "--force", description = "Use the firmware although its UUID is not the report's.")
    private boolean force;

    @Option(names = "--crash", paramLabel = "N", description = "Which crash of the file, from 1, if it has several.")
    private int crash;

    private @Nullable MachoImage image;

    /// Whether anything is asked for that needs one crash.
    boolean isWanted() {
        return firmware != null || core != null || elf != null || slide != null || crash != 0;
    }

    /// Chooses the crash and reads the firmware.
    ///
    /// @throws BadInputException if there is no such crash, or the firmware cannot be read or is another one
    CrashReport choose(List<CrashReport> reports) throws BadInputException {
        if (reports.size() > 1 && crash == 0) {
            throw new BadInputException(reports.size()
                    + " crashes were read, one is needed: choose it with --crash 1 to --crash " + reports.size());
        }
        int number = crash == 0 ? 1 : crash;
        if (number < 1 || number > reports.size()) {
            throw new BadInputException("no such crash: --crash=" + crash + ", crashes=" + reports.size());
        }
        CrashReport report = reports.get(number - 1);
        image = firmware == null ? null : read(firmware, report);
        if (elf != null && image == null) {
            throw new BadInputException("--elf needs the firmware: give it with --firmware");
        }
        return report;
    }

    private MachoImage read(Path file, CrashReport report) throws BadInputException {
        try {
            byte[] bytes = WholeFile.read(file, "a firmware", MachoReader.MOST_BYTES);
            return matching(file, MachoReader.read(bytes), report);
        } catch (MachoException e) {
            throw new BadInputException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }

    private MachoImage matching(Path file, List<MachoImage> images, CrashReport report) throws BadInputException {
        String wanted = report.origin().firmware().uuid();
        for (MachoImage one : images) {
            if (wanted != null && wanted.equalsIgnoreCase(one.uuid())) {
                return fitting(file, one, report);
            }
        }
        if (!force) {
            throw new BadInputException(
                    "%s: not the firmware that crashed: UUID=%s, the report's=%s; --force uses it all the same"
                            .formatted(file, images.getFirst().uuid(), wanted == null ? "not known" : wanted));
        }
        return fitting(file, images.getFirst(), report);
    }

    private static MachoImage fitting(Path file, MachoImage one, CrashReport report) throws BadInputException {
        RegisterDump dump = report.site().registers();
        boolean isNarrow = dump != null && dump.architecture() == RegisterDump.Architecture.AARCH32;
        if (dump != null && isNarrow == one.cpu().isWide()) {
            throw new BadInputException(file + ": for another kind of core than the report's registers: cpu="
                    + one.cpu() + ", registers=" + dump.architecture());
        }
        return one;
    }

    /// Returns names for addresses, or null without a firmware.
    @Nullable
    Symbolizer symbols(CrashReport report) throws BadInputException {
        return image == null ? null : new Symbolizer(image, slide(report));
    }

    private long slide(CrashReport report) throws BadInputException {
        Long known = report.origin().aslrSlide();
        if (slide == null) {
            return known == null ? 0 : known;
        }
        try {
            String digits = slide.startsWith("0x") ? slide.substring(2) : slide;
            return Long.parseUnsignedLong(digits, 16);
        } catch (NumberFormatException _) {
            throw new BadInputException("not a number in hex: --slide=" + slide);
        }
    }

    /// Writes what was asked for: all of it, or nothing.
    ///
    /// @param input the file that the report came from
    void write(CrashReport report, byte[] input) throws IOException, BadInputException {
        long offset = slide(report);
        Map<Path, Writing> files = new LinkedHashMap<>();
        MachoImage firmwareImage = image;
        if (elf != null && firmwareImage != null) {
            files.put(elf, out -> FirmwareElf.write(firmwareImage, offset, out));
        }
        if (core != null) {
            String program = elf == null ? report.origin().coprocessor() : String.valueOf(elf.getFileName());
            byte[] log = report.format() == Format.RTKIT_CRASHLOG ? input : null;
            files.put(core, out -> CoreFile.write(report, firmwareImage, offset, program, log, out));
        }
        writeAll(files);
    }

    /// Writes one file.
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /// Writes all of them, and gives them their names once all are complete.
    private static void writeAll(Map<Path, Writing> files) throws IOException, BadInputException {
        List<OutputFile> outputs = new ArrayList<>();
        try {
            for (var file : files.entrySet()) {
                OutputFile output = OutputFile.begin(file.getKey());
                outputs.add(output);
                output.fill(part -> write(file.getValue(), part));
            }
            for (OutputFile output : outputs) {
                output.publish();
            }
        } finally {
            Releases.each(outputs, OutputFile::close);
        }
    }

    private static void write(Writing writing, Path part) throws IOException {
        try (OutputStream out = Files.newOutputStream(part)) {
            writing.to(out);
        }
    }
}
