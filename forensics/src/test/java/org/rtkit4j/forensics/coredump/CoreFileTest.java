package org.rtkit4j.forensics.coredump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.forensics.Tool;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.elf.FirmwareElf;
import org.rtkit4j.forensics.macho.MachoException;
import org.rtkit4j.forensics.macho.MachoFixture;
import org.rtkit4j.forensics.macho.MachoImage;
import org.rtkit4j.forensics.macho.MachoReader;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.testkit.crashlog.CrashlogBuilder;
import org.rtkit4j.testkit.crashlog.StructBytes;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.CallStack;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Message;
import org.rtkit4j.wire.crashlog.CrashlogFormat.RegistersV7;
import org.rtkit4j.wire.crashlog.CrashlogFormat.RegistersV8;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Task;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Version;

/// Debian's gdb and readelf open what we write.
class CoreFileTest {
    /// The loader's; nothing of the firmware is where its file says.
    private static final long SLIDE = 0x10_0000;

    private static final long FRAME = 0x30_0020;

    @TempDir
    private Path folder = Path.of("");

    /// x0 to x28 with a bit set in every byte, so that a swapped or shortened register shows.
    private static long[] registers() {
        long[] x = new long[RegistersV8.X_COUNT];
        Arrays.setAll(x, i -> 0x8102_0304_0506_0000L + 0x11L * i);
        x[29] = FRAME;
        x[30] = SLIDE + MachoFixture.HANDLE_REQUEST + 0x10;
        return x;
    }

    private static void task(StructBytes tasks, int id, String name, long... stack) {
        tasks.then(Task.STRUCT)
                .put(Task.ID, id)
                .put(Task.POINTER, 0x5000)
                .put(Task.POINTER_COUNT, stack.length)
                .put(Task.NAME, name.getBytes(StandardCharsets.US_ASCII))
                .longs(stack);
    }

    /// A failed assertion in task 9, called by handle_request, called by task_main; three other tasks.
    private static byte[] log() {
        long inHandle = SLIDE + MachoFixture.HANDLE_REQUEST + 0x10;
        long inMain = SLIDE + MachoFixture.TASK_MAIN + 0xc;
        StructBytes tasks = StructBytes.of(new byte[0]);
        task(tasks, 4, "power", SLIDE + MachoFixture.NAMELESS + 0xc, inMain);
        task(tasks, 9, "display");
        task(tasks, 51, "mailbox", inHandle, inMain);
        task(tasks, 52, "idle");
        task(tasks, 0, "background", inHandle, inMain);
        return new CrashlogBuilder()
                .add(CrashlogFormat.CVER, version())
                .add(CrashlogFormat.CSTR, StructBytes.of(Message.STRUCT).text("ASSERT!invented.c:12"))
                .add(CrashlogFormat.CRG8, registersV8())
                .add(
                        CrashlogFormat.CCST,
                        StructBytes.of(CallStack.STRUCT).put(CallStack.TASK, 9).longs(inHandle, inMain, 0))
                .add(CrashlogFormat.CRTK, tasks)
                .finish()
                .toBytes();
    }

    private static StructBytes version() {
        return StructBytes.of(Version.STRUCT)
                .put(Version.UUID, HexFormat.of().parseHex(MachoFixture.UUID.replace("-", "")))
                .text("RTKit-9001.2.3 - Client: invented.release");
    }

    private static StructBytes registersV8() {
        return StructBytes.of(RegistersV8.STRUCT)
                .put(RegistersV8.X, registers())
                .put(RegistersV8.SP, 0x30_0000)
                .put(RegistersV8.PC, SLIDE + MachoFixture.ASSERT_FAIL + 0xc)
                .put(RegistersV8.PSR, 0x6000_0205)
                .put(RegistersV8.CPACR, 0x30_0000)
                .put(RegistersV8.FPSR, 0x0800_0010)
                .put(RegistersV8.FPCR, 0x0300_0000)
                .put(
                        RegistersV8.V,
                        LongStream.range(0, 64)
                                .map(i -> 0x1122_3344_0000_0000L + i)
                                .toArray())
                .put(RegistersV8.ESR, 0xf200_0005L);
    }

    private static MachoImage firmware(byte[] file) {
        try {
            return MachoReader.read(file).getFirst();
        } catch (MachoException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> write(byte[] log, MachoImage image) throws IOException {
        Path elf = folder.resolve("out.elf");
        Path core = folder.resolve("out.core");
        CrashReport report = BinaryCrashlog.read(log, "DCP");
        try (OutputStream out = Files.newOutputStream(elf)) {
            FirmwareElf.write(image, SLIDE, out);
        }
        try (OutputStream out = Files.newOutputStream(core)) {
            CoreFile.write(report, image, SLIDE, "out.elf", log, out);
        }
        return List.of(elf, core);
    }

    private static String gdb(List<Path> files, String... commands) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Tool.find("gdb", "gdb-multiarch"), "--batch", "-nx"));
        command.addAll(List.of("-iex", "set auto-load off", "-iex", "set debuginfod enabled off"));
        files.forEach(file -> command.add(file.toString().endsWith(".core") ? "--core=" + file : file.toString()));
        for (String each : commands) {
            command.addAll(List.of("-ex", each));
        }
        return Tool.run(command);
    }

    private static void assertSays(String output, String regex) {
        assertTrue(Pattern.compile(regex, Pattern.MULTILINE).matcher(output).find(), regex + " in:\n" + output);
    }

    @Test
    void listsTheTasksByNumberTheFaultingOneFirst() throws Exception {
        String output = gdb(write(log(), firmware(MachoFixture.arm64())), "info threads");
        Matcher threads = Pattern.compile("LWP (\\d+)").matcher(output.substring(output.indexOf("Target Id")));
        List<String> numbers = new ArrayList<>();
        while (threads.find()) {
            numbers.add(threads.group(1));
        }
        assertEquals(List.of("9", "4", "51", "52", "65536"), numbers, output);
        assertSays(output, "^\\* 1 .*LWP 9.* in assert_fail \\(\\)");
        assertSays(output, "LWP 51.* in handle_request \\(\\)");
        assertFalse(output.contains("warning"), output);
    }

    @Test
    void hasTheLogsRegistersToTheBit() throws Exception {
        String output = gdb(
                write(log(), firmware(MachoFixture.arm64())), "info registers", "p/x $q3", "p/x $fpsr", "p/x $fpcr");
        long[] x = registers();
        for (int i = 0; i < 31; i++) {
            assertSays(output, "^x" + i + " +0x" + Long.toHexString(x[i]) + "\\b");
        }
        assertSays(output, "^sp +0x300000\\b");
        assertSays(output, "^pc +0x10408c\\b");
        assertSays(output, "^cpsr +0x60000205\\b");
        assertSays(output, "u = 0x11223344000000071122334400000006,");
        assertSays(output, "^\\$2 = 0x8000010$");
        assertSays(output, "^\\$3 = 0x3000000$");
    }

    @Test
    void walksTheStackOfEveryTask() throws Exception {
        String output = gdb(write(log(), firmware(MachoFixture.arm64())), "bt", "x/4i $pc", "thread apply all bt");
        assertSays(output, "^#0 .* in assert_fail \\(\\)\n#1 .* in handle_request \\(\\)\n#2 .* in task_main \\(\\)$");
        assertSays(output, "=> 0x10408c <assert_fail\\+12>:\tbrk\t#0x5");
        assertSays(output, "\\(LWP 4\\):\n#0 .* in fn_40c0 \\(\\)\n#1 .* in task_main \\(\\)");
        assertSays(output, "\\(LWP 51\\):\n#0 .* in handle_request \\(\\)\n#1 .* in task_main \\(\\)");
    }

    @Test
    void hasTheFirmwaresMemoryAndItsSymbols() throws Exception {
        String output = gdb(
                write(log(), firmware(MachoFixture.arm64())),
                "x/s 0x108000",
                "info symbol 0x108008",
                "info symbol 0x104104",
                "info line *0x104040",
                "maint info sections");
        assertSays(output, "\"data of the firmware's own");
        assertSays(output, "^counter in section __DATA");
        assertSays(output, "^Display::swap\\(int\\) \\+ 4 in section __TEXT");
    }

    @Test
    void opensWithoutTheFirmware() throws Exception {
        Path core = folder.resolve("alone.core");
        try (OutputStream out = Files.newOutputStream(core)) {
            CoreFile.write(BinaryCrashlog.read(log(), "DCP"), null, 0, "DCP", log(), out);
        }
        String output = gdb(List.of(core), "info threads", "p/x $pc", "bt");
        assertSays(output, "LWP 9");
        assertSays(output, "LWP 52");
        assertSays(output, "^\\$1 = 0x10408c$");
        assertSays(output, "^#1 +0x0*104050 in");
    }

    @Test
    void readelfFindsNoFault() throws Exception {
        String readelf = Tool.find("gdb", "aarch64-linux-gnu-readelf", "readelf");
        for (byte[] file : List.of(MachoFixture.arm64(), MachoFixture.arm32())) {
            MachoImage image = firmware(file);
            byte[] log = image.cpu().isWide() ? log() : log32();
            for (Path written : write(log, image)) {
                String output = Tool.run(List.of(readelf, "-a", "-W", written.toString()));
                assertFalse(output.toLowerCase(Locale.ROOT).contains("warning"), output);
                assertFalse(output.contains("Error"), output);
            }
        }
        String symbols =
                Tool.run(List.of(readelf, "-s", "-W", folder.resolve("out.elf").toString()));
        assertSays(symbols, "00104081 +64 FUNC +GLOBAL DEFAULT +1 assert_fail");
    }

    private static byte[] log32() {
        byte[] stack = new byte[RegistersV7.STACK.sizeBytes()];
        stack[0] = 0x21;
        stack[3] = 0x43;
        long[] r = LongStream.range(0, RegistersV7.R_COUNT)
                .map(i -> i == 13 ? 0x20_0000 : i == 15 ? 0x10_4084 : 0x8001_0000L + i)
                .toArray();
        StructBytes registers = StructBytes.of(RegistersV7.STRUCT)
                .put(RegistersV7.R, r)
                .put(RegistersV7.PSR, 0x6000_0033)
                .put(RegistersV7.STACK, stack);
        StructBytes tasks = StructBytes.of(new byte[0]);
        task(tasks, 7, "main", 0x10_4046L);
        task(tasks, 8, "timer", 0x10_4046L, 0x10_4004L);
        return new CrashlogBuilder()
                .add(CrashlogFormat.CRGA, registers)
                .add(CrashlogFormat.CRTK, tasks)
                .finish()
                .toBytes();
    }

    @Test
    void opensACoreOf32BitsWithTheStackThatTheLogHolds() throws Exception {
        String output = gdb(
                write(log32(), firmware(MachoFixture.arm32())),
                "info threads",
                "info registers",
                "x/wx $sp",
                "x/2i $pc",
                "thread apply all p/x $pc");
        assertSays(output, "LWP 7");
        assertSays(output, "LWP 8");
        for (int i = 0; i < 13; i++) {
            assertSays(output, "^r" + i + " +0x8001000" + Integer.toHexString(i) + "\\b");
        }
        assertSays(output, "^sp +0x200000\\b");
        assertSays(output, "^lr +0x8001000e\\b");
        assertSays(output, "^pc +0x104084\\b.*assert_fail");
        assertSays(output, "^cpsr +0x60000033\\b");
        assertSays(output, "^0x200000:\t0x43000021");
        assertSays(output, "=> 0x104084 <assert_fail\\+4>:\tnop");
        assertSays(output, "^\\$\\d = 0x104046$");
    }
}
