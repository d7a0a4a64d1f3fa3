package org.rtkit4j.forensics.elf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.rtkit4j.forensics.macho.MachoCpu;
import org.rtkit4j.forensics.macho.MachoImage;
import org.rtkit4j.forensics.macho.MachoSegment;
import org.rtkit4j.forensics.macho.MachoSymbols;

/// A firmware's Mach-O as an ELF executable: its segments, each as a section too, and its symbols with their sizes.
///
/// Addresses are those of the running firmware: the slide is added. Functions that are listed without a name get one
/// from their address without slide, `fn_22dc0`, so that debuggers see where they begin. The UUID becomes the build id.
public final class FirmwareElf {
    private static final int OBJECT = 1;
    private static final int FUNCTION = 2;
    private static final int NT_GNU_BUILD_ID = 3;
    private static final int PAGE = 0x1000;

    private final MachoImage image;
    private final long slide;
    private final ElfMachine machine;
    private final ElfFile file;
    private final List<Placed> placed = new ArrayList<>();

    /// A segment and the section that stands for it.
    private record Placed(MachoSegment segment, int section) {}

    private FirmwareElf(MachoImage image, long slide) {
        this.image = image;
        this.slide = slide;
        this.machine = machineOf(image);
        Long entry = image.entry();
        this.file = new ElfFile(machine, ElfFile.EXECUTABLE, entry == null ? 0 : entry + slide);
    }

    /// Returns the kind of core that an image is for.
    public static ElfMachine machineOf(MachoImage image) {
        return image.cpu() == MachoCpu.ARM32 ? ElfMachine.ARM : ElfMachine.AARCH64;
    }

    /// Writes the ELF image; does not close the stream.
    ///
    /// @param slide what the loader added to all addresses
    public static void write(MachoImage image, long slide, OutputStream out) throws IOException {
        var elf = new FirmwareElf(image, slide);
        elf.segments();
        elf.buildId();
        elf.symbols();
        elf.file.write(out);
    }

    private void segments() {
        image.segments().stream()
                .filter(MachoSegment::isMemory)
                .sorted(Comparator.comparing(MachoSegment::address, Long::compareUnsigned))
                .forEach(this::segment);
    }

    private void segment(MachoSegment segment) {
        ByteBuffer data = segment.data();
        var load = new ElfSegment(
                ElfSegment.LOAD, flags(segment), segment.address() + slide, data, segment.sizeBytes(), PAGE);
        file.add(load);
        long sectionFlags = 2 | (segment.isExecutable() ? 4 : 0) | ((segment.protection() & 2) != 0 ? 1 : 0);
        int number = 0;
        if (data.limit() > 0) {
            number = file.add(
                    ElfSection.inSegment(segment.name(), ElfSection.PROGBITS, sectionFlags, load, 0, data.limit()));
        }
        long rest = segment.sizeBytes() - data.limit();
        if (rest > 0) {
            String name = data.limit() > 0 ? segment.name() + ".zero" : segment.name();
            int zero = file.add(ElfSection.inSegment(name, ElfSection.NOBITS, sectionFlags, load, data.limit(), rest));
            number = number == 0 ? zero : number;
        }
        placed.add(new Placed(segment, number));
    }

    /// Returns a segment's rights as ELF counts them: 1 execute, 2 write, 4 read. Mach-O does it the other way round.
    public static int flags(MachoSegment segment) {
        int protection = segment.protection();
        return (protection & 1) << 2 | (protection & 2) | (protection & 4) >>> 2;
    }

    private void buildId() {
        String uuid = image.uuid();
        if (uuid == null) {
            return;
        }
        byte[] id = HexFormat.of().parseHex(uuid.replace("-", ""));
        ByteBuffer note = new ElfNotes().add("GNU", NT_GNU_BUILD_ID, id).toBuffer();
        file.add(new ElfSection(".note.gnu.build-id", ElfSection.NOTE, 0, 0, null, 0, note, note.limit(), 0, 0, 4, 0));
    }

    private void symbols() {
        var table = new SymbolTable(machine.isWide());
        MachoSymbols symbols = image.symbols();
        for (int i = 0; i < symbols.size(); i++) {
            long address = symbols.address(i);
            add(table, symbols.name(i), address, symbols.isThumb(i), symbols.isExternal(i));
        }
        for (int i = 0; i < image.functionCount(); i++) {
            long start = image.functionStart(i);
            int known = symbols.atOrBelow(start);
            if (known < 0 || symbols.address(known) != start) {
                add(table, "fn_" + Long.toHexString(start), start, false, false);
            }
        }
        // The names follow directly: their number is one more.
        int next = 2 + file.sectionCount();
        file.add(ElfSection.table(
                ".symtab", ElfSection.SYMTAB, table.entries(), next, table.firstGlobal(), table.entryBytes()));
        file.add(ElfSection.table(".strtab", ElfSection.STRTAB, table.names(), 0, 0, 0));
    }

    private void add(SymbolTable table, String name, long address, boolean isThumb, boolean isExternal) {
        for (Placed one : placed) {
            if (one.segment().holds(address)) {
                int kind = one.segment().isExecutable() ? FUNCTION : OBJECT;
                long value = address + slide + (isThumb ? 1 : 0);
                table.add(name, value, image.endOf(address) - address, kind, isExternal, one.section());
                return;
            }
        }
    }
}
