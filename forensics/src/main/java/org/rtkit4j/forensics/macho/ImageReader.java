package org.rtkit4j.forensics.macho;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.macho.MachoSegment.MachoSection;

/// Reads one image: header, load commands, and what they point to.
final class ImageReader {
    private static final int LC_SEGMENT = 0x1;
    private static final int LC_SYMTAB = 0x2;
    private static final int LC_UNIXTHREAD = 0x5;
    private static final int LC_SEGMENT_64 = 0x19;
    private static final int LC_UUID = 0x1b;
    private static final int LC_FUNCTION_STARTS = 0x26;
    private static final int LC_MAIN = 0x8000_0028;
    private static final int FILE_OBJECT = 1;
    private static final int MOST_COMMANDS = 4096;
    private static final int MOST_SEGMENTS = 256;
    private static final int MAGIC_32 = 0xfeed_face;
    private static final int MAGIC_64 = 0xfeed_facf;
    private static final int MOST_SECTIONS = 4096;

    private final MachoBytes in;
    private final List<MachoSegment> segments = new ArrayList<>();
    private boolean wide;
    private int sections;
    private long fileBytes;
    private @Nullable String uuid;
    private @Nullable Long entry;
    private long mainOffset = -1;
    private long symtab = -1;
    private long functionStarts = -1;

    ImageReader(MachoBytes in) {
        this.in = in;
    }

    MachoImage read() throws MachoException {
        int magic = in.u32(0);
        wide = magic == MAGIC_64;
        if (!wide && magic != MAGIC_32) {
            throw in.fault(0, "no Mach-O file: magic=0x" + Integer.toHexString(magic));
        }
        int type = in.u32(4);
        if (!MachoCpu.isKnown(type) || (type == MachoCpu.CPU_ARM64) != wide) {
            throw in.fault(4, "not for an Arm core: cputype=0x" + Integer.toHexString(type));
        }
        if (in.u32(12) == FILE_OBJECT) {
            throw in.fault(12, "an object file: it has no addresses yet");
        }
        commands();
        var cpu = MachoCpu.of(type, in.u32(8));
        return new MachoImage(cpu, uuid, entryPoint(), segments, symbols(), starts());
    }

    private void commands() throws MachoException {
        int count = in.u32(16);
        long at = wide ? 32 : 28;
        long end = at + Integer.toUnsignedLong(in.u32(20));
        in.require(at, end - at, "load commands reach past the end of the file");
        if (count < 0 || count > MOST_COMMANDS) {
            throw in.fault(16, "too many load commands: count=" + Integer.toUnsignedLong(count));
        }
        for (int i = 0; i < count; i++) {
            if (end - at < 8) {
                throw in.fault(at, "fewer load commands than the header says: count=" + count + ", found=" + i);
            }
            long size = Integer.toUnsignedLong(in.u32(at + 4));
            if (size < 8 || size > end - at) {
                throw in.fault(at + 4, "load command of an impossible size: size=" + size);
            }
            command(in.u32(at), at, size);
            at += size;
        }
    }

    private void command(int kind, long at, long size) throws MachoException {
        switch (kind) {
            case LC_SEGMENT, LC_SEGMENT_64 -> segment(at, size, kind == LC_SEGMENT_64);
            case LC_SYMTAB -> symtab = requireSize(at, size, 24);
            case LC_FUNCTION_STARTS -> functionStarts = requireSize(at, size, 16);
            case LC_MAIN -> mainOffset = in.u64(requireSize(at, size, 24) + 8);
            case LC_UUID -> uuid = uuid(requireSize(at, size, 24) + 8);
            case LC_UNIXTHREAD -> thread(at, size);
            default -> {}
        }
    }

    private long requireSize(long at, long size, long least) throws MachoException {
        if (size < least) {
            throw in.fault(at + 4, "load command too short: size=" + size + ", needs=" + least);
        }
        return at;
    }

    private void segment(long at, long size, boolean wideSegment) throws MachoException {
        int head = wideSegment ? 72 : 56;
        int word = wideSegment ? Long.BYTES : Integer.BYTES;
        requireSize(at, size, head);
        long address = in.address(at + 24, wideSegment);
        long memory = in.address(at + 24 + word, wideSegment);
        long offset = in.address(at + 24 + 2L * word, wideSegment);
        long fileSize = in.address(at + 24 + 3L * word, wideSegment);
        if (Long.compareUnsigned(fileSize, memory) > 0) {
            throw in.fault(at, "segment larger in the file than in memory: file=0x" + Long.toHexString(fileSize));
        }
        if (memory < 0 || (memory > 0 && Long.compareUnsigned(address + memory - 1, address) < 0)) {
            throw in.fault(at, "segment reaches past the end of memory: address=0x" + Long.toHexString(address));
        }
        if (segments.size() == MOST_SEGMENTS) {
            throw in.fault(at, "more than " + MOST_SEGMENTS + " segments");
        }
        ByteBuffer data = in.slice(offset, fileSize, "segment");
        fileBytes += fileSize;
        if (fileBytes > in.length()) {
            throw in.fault(at, "segments overlap in the file");
        }
        int protection = in.u32(at + head - 12) & 7;
        List<MachoSection> parts = sections(at, head, size, wideSegment);
        segments.add(new MachoSegment(in.name(at + 8), address, memory, data, protection, parts));
    }

    private List<MachoSection> sections(long at, int head, long size, boolean wideSegment) throws MachoException {
        long count = Integer.toUnsignedLong(in.u32(at + head - 8));
        int entrySize = wideSegment ? 80 : 68;
        if (count > (size - head) / entrySize || sections + count > MOST_SECTIONS) {
            throw in.fault(at + head - 8, "segment with more sections than fit: count=" + count);
        }
        sections += (int) count;
        List<MachoSection> found = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            long section = at + head + i * entrySize;
            long address = in.address(section + 32, wideSegment);
            long sectionSize = in.address(section + (wideSegment ? 40 : 36), wideSegment);
            found.add(new MachoSection(in.name(section), address, sectionSize));
        }
        return found;
    }

    private String uuid(long at) throws MachoException {
        byte[] bytes = new byte[16];
        in.slice(at, bytes.length, "UUID").get(bytes);
        String hex = HexFormat.of().formatHex(bytes);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }

    /// The program counter of a thread state: the 33rd of 64 bits, or the 16th of 32.
    private void thread(long at, long size) throws MachoException {
        long pc = at + 16 + (wide ? 32L * Long.BYTES : 15L * Integer.BYTES);
        if (pc + (wide ? Long.BYTES : Integer.BYTES) <= at + size) {
            entry = in.address(pc, wide);
        }
    }

    /// `LC_MAIN` counts from the start of the text segment.
    private @Nullable Long entryPoint() {
        return entry == null && mainOffset >= 0 ? Long.valueOf(textAddress() + mainOffset) : entry;
    }

    private long textAddress() {
        return segments.stream()
                .filter(segment -> segment.name().equals("__TEXT"))
                .findFirst()
                .map(MachoSegment::address)
                .orElse(0L);
    }

    private MachoSymbols symbols() throws MachoException {
        return symtab < 0 ? MachoSymbols.NONE : new SymbolReader(in, symtab, wide).read();
    }

    /// Distances as ULEB128, the first from the start of the text segment; a zero ends them.
    private long[] starts() throws MachoException {
        if (functionStarts < 0) {
            return new long[0];
        }
        long offset = Integer.toUnsignedLong(in.u32(functionStarts + 8));
        long size = Integer.toUnsignedLong(in.u32(functionStarts + 12));
        ByteBuffer data = in.slice(offset, size, "list of functions");
        var starts = new long[(int) size];
        int count = 0;
        long address = textAddress();
        while (data.hasRemaining()) {
            long distance = uleb(data, offset);
            if (distance == 0) {
                break;
            }
            address += distance;
            // On a 32-bit core the lowest bit marks Thumb code.
            starts[count++] = wide ? address : address & 0xffff_fffeL;
        }
        long[] found = Arrays.copyOf(starts, count);
        Arrays.sort(found);
        return found;
    }

    private long uleb(ByteBuffer data, long offset) throws MachoException {
        long value = 0;
        for (int shift = 0; data.hasRemaining(); shift += 7) {
            byte next = data.get();
            if (shift > 56) {
                throw in.fault(offset + data.position(), "list of functions: a number of more than 63 bits");
            }
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw in.fault(offset + data.position(), "list of functions ends inside a number");
    }
}
