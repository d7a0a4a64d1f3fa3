package org.rtkit4j.forensics.coredump;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.coredump.MemoryMap.Region;
import org.rtkit4j.forensics.elf.ElfFile;
import org.rtkit4j.forensics.elf.ElfMachine;
import org.rtkit4j.forensics.elf.ElfSegment;
import org.rtkit4j.forensics.elf.FirmwareElf;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.forensics.macho.MachoImage;
import org.rtkit4j.forensics.macho.MachoSegment;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.Section;

/// Writes a crash as an ELF core file, which gdb opens with the image that [FirmwareElf] writes, or alone.
///
/// - a thread for every task, the faulting one first, with the number of the task as its own;
/// - memory: what the log holds of it, then the firmware's segments as its file has them, which is what they held
///   when it started, then frame records made up from the log's return addresses;
/// - notes of owner `rtkit4j` that say which is which, and that hold the report and the binary log themselves.
///
/// `docs/forensics.md` has the details.
public final class CoreFile {
    private final CrashReport report;
    private final @Nullable MachoImage image;
    private final long slide;
    private final ElfMachine machine;
    private final MemoryMap memory = new MemoryMap();

    private CoreFile(CrashReport report, @Nullable MachoImage image, long slide) {
        this.report = report;
        this.image = image;
        this.slide = slide;
        this.machine = machine(report, image);
    }

    /// Writes a core file; does not close the stream.
    ///
    /// @param image the firmware, or null
    /// @param slide what the loader added to the firmware's addresses
    /// @param program the name of the ELF image beside the core; debuggers warn where it differs
    /// @param crashlog the binary log, or null where the report came in another form
    public static void write(
            CrashReport report,
            @Nullable MachoImage image,
            long slide,
            String program,
            byte @Nullable [] crashlog,
            OutputStream out)
            throws IOException {
        new CoreFile(report, image, slide).write(program, crashlog, out);
    }

    /// The registers tell; else the firmware; else 64 bits.
    private static ElfMachine machine(CrashReport report, @Nullable MachoImage image) {
        RegisterDump dump = report.site().registers();
        if (dump != null) {
            return dump.architecture() == RegisterDump.Architecture.AARCH32 ? ElfMachine.ARM : ElfMachine.AARCH64;
        }
        return image == null ? ElfMachine.AARCH64 : FirmwareElf.machineOf(image);
    }

    private void write(String program, byte @Nullable [] crashlog, OutputStream out) throws IOException {
        fromLog();
        var frames = new Frames(image, slide, reserved(), records());
        List<CoreThread> threads = new Threads(report, machine, frames, memory).all();
        fromFirmware(memory);
        if (machine == ElfMachine.AARCH64) {
            frames.addTo(memory);
        }
        var file = new ElfFile(machine, ElfFile.CORE, 0);
        file.add(new ElfSegment(ElfSegment.NOTE, 4, 0, notes(threads, program, crashlog), 0, 4));
        for (Region region : memory.inOrder()) {
            file.add(new ElfSegment(
                    ElfSegment.LOAD, region.flags(), region.address(), region.data(), region.sizeBytes(), 1));
        }
        file.write(out);
    }

    /// The stack that a 32-bit log holds, where its stack pointer says that it was.
    private void fromLog() {
        RegisterDump dump = report.site().registers();
        Long sp = dump == null ? null : dump.values().get("r13");
        for (Section section : report.sections()) {
            String data = section.dataHex();
            if (sp != null && data != null && section.tag().equals("CrgA stack")) {
                ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(data));
                memory.add(new Region(sp, bytes, bytes.limit(), 6, "the log: stack at the exception"));
            }
        }
    }

    /// All memory that is known so far, and the firmware's: where nothing may be made up.
    private MemoryMap reserved() {
        var all = new MemoryMap();
        memory.inOrder().forEach(all::add);
        fromFirmware(all);
        return all;
    }

    private void fromFirmware(MemoryMap map) {
        MachoImage firmware = image;
        if (firmware == null) {
            return;
        }
        for (MachoSegment segment : firmware.segments()) {
            if (segment.isMemory()) {
                int flags = FirmwareElf.flags(segment);
                String origin = "firmware file: segment " + segment.name() + ", as it was before the start";
                map.add(new Region(segment.address() + slide, segment.data(), segment.sizeBytes(), flags, origin));
            }
        }
    }

    private int records() {
        int stacks =
                report.tasks().stream().mapToInt(task -> task.stack().size()).sum();
        return stacks + report.site().callStack().size();
    }

    private ByteBuffer notes(List<CoreThread> threads, String program, byte @Nullable [] crashlog) throws IOException {
        var notes = new CoreNotes(machine);
        boolean isAbort = report.site().kind().stop().isMemoryAbort();
        CoreThread first = threads.getFirst();
        notes.thread(first, isAbort);
        String client = report.origin().firmware().client();
        notes.process(program, client == null ? report.origin().coprocessor() : client, first.id());
        threads.subList(1, threads.size()).forEach(thread -> notes.thread(thread, isAbort));
        notes.memory(memory.inOrder());
        var json = new StringWriter();
        ReportJson.write(List.of(report), json);
        notes.own(CoreNotes.REPORT, json.toString().getBytes(StandardCharsets.UTF_8));
        if (crashlog != null) {
            notes.own(CoreNotes.CRASHLOG, crashlog);
        }
        return notes.toBuffer();
    }
}
