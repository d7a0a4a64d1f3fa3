package org.rtkit4j.forensics.macho;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Makes Mach-O files byte by byte, from the format's description alone. The firmware in it is invented.
public final class MachoFixture {
    public static final String UUID = "00112233-4455-6677-8899-aabbccddeeff";

    /// Where the text segment goes, without a slide.
    public static final long TEXT = 0x4000;

    /// `task_main`, `handle_request` and `assert_fail` call each other; each has a frame record.
    public static final long TASK_MAIN = TEXT;
    public static final long HANDLE_REQUEST = TEXT + 0x40;
    public static final long ASSERT_FAIL = TEXT + 0x80;

    /// A function that the file lists, but does not name.
    public static final long NAMELESS = TEXT + 0xc0;

    /// A leaf in C++, without a frame record: `Display::swap(int)`.
    public static final long LEAF = TEXT + 0x100;
    public static final long TEXT_SIZE = 0x200;
    public static final long DATA = 0x8000;

    private static final int STP = 0xa9bf7bfd; // stp x29, x30, [sp, #-16]!
    private static final int MOV_FP = 0x910003fd; // mov x29, sp
    private static final int LDP = 0xa8c17bfd; // ldp x29, x30, [sp], #16
    private static final int RET = 0xd65f03c0;
    private static final int NOP = 0xd503201f;
    private static final int BRK = 0xd42000a0; // brk #5

    private final boolean wide;
    private final int subtype;
    private final List<byte[]> commands = new ArrayList<>();
    private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
    private int fileType = 2;

    private MachoFixture(boolean wide, int subtype) {
        this.wide = wide;
        this.subtype = subtype;
    }

    /// Firmware for an ARM64 core.
    public static byte[] arm64() {
        return new MachoFixture(true, 0).build();
    }

    /// The same with pointer authentication, as a preload.
    public static byte[] arm64e() {
        var fixture = new MachoFixture(true, 0x8000_0002);
        fixture.fileType = 5;
        return fixture.build();
    }

    /// Firmware for a 32-bit core; its functions are Thumb code.
    public static byte[] arm32() {
        return new MachoFixture(false, 9).build();
    }

    /// Several images in one file.
    public static byte[] universal(byte[]... images) {
        int at = 0x1000;
        var table =
                ByteBuffer.allocate(8 + 20 * images.length).putInt(0xcafebabe).putInt(images.length);
        var out = new ByteArrayOutputStream();
        for (byte[] image : images) {
            var head = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
            table.putInt(head.getInt(4))
                    .putInt(head.getInt(8))
                    .putInt(at)
                    .putInt(image.length)
                    .putInt(12);
            at += image.length;
        }
        out.writeBytes(bytes(table));
        out.writeBytes(new byte[0x1000 - out.size()]);
        for (byte[] image : images) {
            out.writeBytes(image);
        }
        return out.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.get(0, bytes);
        return bytes;
    }

    private void word(ByteBuffer out, long value) {
        if (wide) {
            out.putLong(value);
        } else {
            out.putInt((int) value);
        }
    }

    private byte[] build() {
        // Offsets are fixed, so that commands can be written in one go: text at 0x800, data, symbols, names, functions.
        int text = 0x800;
        int data = text + (int) TEXT_SIZE;
        int symbols = data + 0x20;
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        names.write(0);
        byte[] table = symbolTable(names);
        int strings = symbols + table.length;
        byte[] starts = functionStarts();
        int functions = strings + names.size();
        segment("__PAGEZERO", 0, TEXT, 0, 0, 0, List.of());
        segment("__TEXT", TEXT, TEXT_SIZE, text, (int) TEXT_SIZE, 5, List.of("__text"));
        segment("__DATA", DATA, 0x100, data, 0x20, 3, List.of());
        segment("__LINKEDIT", 0xc000, 0x1000, symbols, functions + starts.length - symbols, 1, List.of());
        commands.add(bytes(little(24).putInt(0x1b).putInt(24).put(HexFormat.of().parseHex(UUID.replace("-", "")))));
        int count = table.length / (wide ? 16 : 12);
        commands.add(bytes(little(24)
                .putInt(0x2)
                .putInt(24)
                .putInt(symbols)
                .putInt(count)
                .putInt(strings)
                .putInt(names.size())));
        commands.add(bytes(little(16).putInt(0x26).putInt(16).putInt(functions).putInt(starts.length)));
        commands.add(entry());
        tail.writeBytes(wide ? code64() : code32());
        tail.writeBytes("data of the firmware's own......".getBytes(StandardCharsets.US_ASCII));
        tail.writeBytes(table);
        tail.writeBytes(names.toByteArray());
        tail.writeBytes(starts);
        return assemble(text);
    }

    private byte[] assemble(int tailOffset) {
        int size = commands.stream().mapToInt(command -> command.length).sum();
        var out = new ByteArrayOutputStream();
        var head = little(wide ? 32 : 28);
        head.putInt(wide ? 0xfeedfacf : 0xfeedface)
                .putInt(wide ? 0x0100_000c : 12)
                .putInt(subtype);
        head.putInt(fileType).putInt(commands.size()).putInt(size).putInt(1);
        out.writeBytes(bytes(head));
        commands.forEach(out::writeBytes);
        out.writeBytes(new byte[tailOffset - out.size()]);
        out.writeBytes(tail.toByteArray());
        return out.toByteArray();
    }

    private static byte[] name16(String name) {
        return Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 16);
    }

    private void segment(
            String name, long address, long size, int offset, int fileSize, int protection, List<String> sections) {
        int head = wide ? 72 : 56;
        int each = wide ? 80 : 68;
        var command = little(head + each * sections.size()).putInt(wide ? 0x19 : 0x1);
        command.putInt(command.capacity()).put(name16(name));
        word(command, address);
        word(command, size);
        word(command, offset);
        word(command, fileSize);
        command.putInt(7).putInt(protection).putInt(sections.size()).putInt(0);
        for (String section : sections) {
            command.put(name16(section)).put(name16(name));
            word(command, address);
            word(command, size);
            command.putInt(offset);
            command.position(command.position() + each - 32 - (wide ? 16 : 8) - 4);
        }
        commands.add(bytes(command));
    }

    private byte[] entry() {
        if (wide && fileType == 2) {
            return bytes(little(24)
                    .putInt(0x8000_0028)
                    .putInt(24)
                    .putLong(LEAF - TEXT)
                    .putLong(0));
        }
        // LC_UNIXTHREAD: flavor and count, then the registers; pc is the 33rd of 64 bits or the 16th of 32.
        var command = little(wide ? 16 + 272 : 16 + 68).putInt(0x5);
        command.putInt(command.capacity()).putInt(wide ? 6 : 1).putInt(wide ? 68 : 17);
        if (wide) {
            command.putLong(16 + 32 * 8, LEAF);
        } else {
            command.putInt(16 + 15 * 4, (int) LEAF);
        }
        return bytes(command);
    }

    private byte[] symbolTable(ByteArrayOutputStream names) {
        var table = new ByteArrayOutputStream();
        // Not in the order of addresses; a debugging entry and an undefined symbol among them.
        symbol(table, names, "_assert_fail", 0x0f, 1, ASSERT_FAIL);
        symbol(table, names, "_task_main", 0x0f, 1, TASK_MAIN);
        symbol(table, names, "somefile.c", 0x64, 0, 0x1234);
        symbol(table, names, "_handle_request", 0x0e, 1, HANDLE_REQUEST);
        symbol(table, names, "_undefined", 0x01, 0, 0);
        symbol(table, names, "__ZN7Display4swapEi", 0x0f, 1, LEAF);
        symbol(table, names, "_counter", 0x0f, 2, DATA + 8);
        return table.toByteArray();
    }

    private void symbol(
            ByteArrayOutputStream table, ByteArrayOutputStream names, String name, int type, int section, long value) {
        var entry = little(wide ? 16 : 12).putInt(names.size());
        // 0x0008: Thumb.
        entry.put((byte) type).put((byte) section).putShort((short) (!wide && section == 1 ? 8 : 0));
        word(entry, value);
        table.writeBytes(bytes(entry));
        names.writeBytes((name + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] functionStarts() {
        // task_main is not listed; 0x40, then 0x40 each; 0 ends the list.
        return new byte[] {0x40, 0x40, 0x40, 0x40, 0, 0, 0, 0};
    }

    private static byte[] code64() {
        var code = little((int) TEXT_SIZE);
        put(code, TASK_MAIN, STP, MOV_FP, call(TASK_MAIN + 8, HANDLE_REQUEST), LDP, RET);
        put(code, HANDLE_REQUEST, STP, MOV_FP, NOP, call(HANDLE_REQUEST + 12, ASSERT_FAIL), LDP, RET);
        put(code, ASSERT_FAIL, STP, MOV_FP, NOP, BRK);
        put(code, NAMELESS, STP, MOV_FP, call(NAMELESS + 8, LEAF), LDP, RET);
        put(code, LEAF, NOP, NOP, BRK, RET);
        return bytes(code);
    }

    private static void put(ByteBuffer code, long address, int... words) {
        code.position((int) (address - TEXT));
        for (int word : words) {
            code.putInt(word);
        }
    }

    private static int call(long from, long to) {
        return 0x9400_0000 | ((int) ((to - from) / 4) & 0x3ff_ffff);
    }

    /// Thumb: `push {r7, lr}; mov r7, sp; nop; ...; pop {r7, pc}` in every function.
    private static byte[] code32() {
        var code = little((int) TEXT_SIZE);
        for (long start : new long[] {TASK_MAIN, HANDLE_REQUEST, ASSERT_FAIL, NAMELESS, LEAF}) {
            code.position((int) (start - TEXT));
            code.putShort((short) 0xb580).putShort((short) 0x466f);
            code.putShort((short) 0xbf00).putShort((short) 0xbf00).putShort((short) 0xbd80);
        }
        return bytes(code);
    }
}
