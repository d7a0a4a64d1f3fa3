package org.rtkit4j.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.fleet.read.ReadRules;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.fleet.table.RowTable;

/// Names, serial numbers and keys that are planted wherever a report can have them: no byte of the output has one.
class PersonalDataTest {
    private static final String KEY = "c0ffee11deadbeef22aa33bb44cc55dd66ee77ff";
    private static final String SERIAL = "C02ZQ1PLANTD";
    private static final String NAME = "janeplanted";
    private static final String MAIL = "jane.planted@example.org";
    private static final String INCIDENT = "0BADF00D-1234-4321-ABCD-00C0FFEE0123";
    private static final String ADDRESS = "a4:83:e7:12:34:56";
    private static final String HOST = "janes-planted-mac";
    private static final String UDID = "00008110-000A1B2C3D4E5F60";
    private static final String NETWORK = "Planted Home Net";
    private static final String APPLE_ID = "planted apple id";
    private static final String DEVICE = "Janet Plantedname";
    private static final String VOLUME = "plantedvolume";
    private static final String PHONE = "+49 170 7654321";
    private static final String ADDRESS_6 = "fe80::1c2d:3e4f:5a6b:7c8d";
    private static final List<String> PLANTED = List.of(
            KEY,
            SERIAL,
            NAME,
            MAIL,
            INCIDENT,
            ADDRESS,
            HOST,
            UDID,
            NETWORK,
            APPLE_ID,
            VOLUME,
            PHONE,
            ADDRESS_6,
            "jane.planted",
            "Plantedname",
            "F00D-1234");

    private static String words(String where) {
        return where + " /Users/" + NAME + "/Library serial number: " + SERIAL + " UDID=" + UDID + " owner=" + NAME
                + " hostname: " + HOST + " " + MAIL + " " + ADDRESS + " key " + KEY + " in " + INCIDENT + " SSID: "
                + NETWORK
                + ", Apple ID: " + APPLE_ID + ", " + DEVICE + "'s iPhone on /Volumes/" + VOLUME + "/x " + PHONE + " "
                + ADDRESS_6;
    }

    private static String panic(String reason) {
        return "panic(cpu 1 caller 0xfffffff012345678): DCP PANIC - ASSERT!Invented.cpp:7 " + reason + " - worker(3)\n"
                + reason
                + "\nRTKit: RTKit-2758.1.1.release - Client: Invented-1.2\n!UUID: 00112233-4455-6677-8899-aabbccddeeff\n"
                + "ASLR slide: 0x0000000000100000\nTime: 0x0000004000000000\n\nFaulting task 3 Call Stack: 0x0000000000101000\n\n"
                + tasksAndMailbox(reason)
                + "Panicked task 0xffffff: 12 pages, 3 threads: pid 77: " + NAME + "d\nSerial Number: " + SERIAL
                + "\nOS version: 99A1\nPaniclog version: 14\n";
    }

    /// A list of tasks, a mailbox's log and one of words, with what is planted wherever a line takes words.
    private static String tasksAndMailbox(String reason) {
        return "RTKit Task List:\n   name                    | pri     | stack use | status     | resource | warning\n 3 "
                + NAME
                + "                | 010 |  1000/16384 | SEMWAIT    | 0x12 | " + reason + "\n\nMailbox (0): (0) "
                + reason
                + "\n  Inbox  AKF_KIC_INBOX_CTRL = 0x00020001, " + SERIAL + " = 0x11111101\n\n"
                + "    dir   endpoint      timestamp           msg\n    ====  ============  ==================  ==================\n"
                + "    [RX]        user24  0x0000003fffffff00  0x0000002400000202\n    [TX]        " + NAME
                + "  0x0000003fffffff10  0x0000000000000242\nsyslog: " + reason + "\nSleep Count: 7 " + reason + "\n";
    }

    private static String ips(String panic) {
        return "{\"bug_type\":\"210\",\"timestamp\":\"2030-01-02 10:00:00.00 +0000\",\"os_version\":\"iPhone OS 99.1 (99A1)\","
                + "\"incident_id\":\"" + INCIDENT + "\",\"serial\":\"" + SERIAL
                + "\"}\n{\"product\":\"iPhone14,5\",\"crashReporterKey\":\""
                + KEY + "\",\"name\":\"" + NAME + "\",\"panicString\":\"" + panic.replace("\n", "\\n") + "\"}\n";
    }

    private static void plant(Path folder) throws Exception {
        Path home = Files.createDirectories(folder.resolve(NAME).resolve(SERIAL));
        Files.writeString(home.resolve("panic-full-2030-01-02-100000.ips"), ips(panic(words("no answer"))));
        Files.writeString(home.resolve(NAME + ".panic"), panic(words("no reply")));
        Files.writeString(
                home.resolve("watchdog.ips"), ips("panic(cpu 0 caller 0x1): " + words("something else") + "\n"));
        Files.writeString(
                home.resolve("kernel.log"),
                Stream.of(
                                "RTKit: syslog message: " + words("Invented.cpp:9: worker"),
                                "RTKit: co-processor has crashed",
                                "RTKit: Message (id=1): " + words("ASSERT!Invented.cpp:9"))
                        .map(line -> "Jan  2 10:00:00 " + HOST + " kernel: [   12.345678] macsmc 1.smc: " + line + "\n")
                        .reduce("", String::concat));
        Files.writeString(home.resolve("notes.txt"), words("nothing"));
        Files.writeString(
                home.resolve("lines.jsonl"),
                "{\"who\":\"" + SERIAL + "\",\"user\":\"" + NAME + "\",\"report\":\""
                        + panic(words("no word")).replace("\n", "\\n") + "\"}\n{\"who\":\"" + SERIAL + "\",\"owner\":\""
                        + MAIL + "\n");
        try (var zip = new ZipOutputStream(Files.newOutputStream(home.resolve(SERIAL + ".zip")))) {
            zip.putNextEntry(new ZipEntry(NAME + "/" + KEY + ".ips"));
            zip.write(ips(panic(words("no sign"))).getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry(NAME + ".7z"));
            zip.write("7z\u00bc\u00af'\u001c".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void nothingThatWasPlantedIsInAnyByteOfTheOutput(@TempDir Path folder) throws Exception {
        plant(folder.resolve("in"));
        Tables tables = Tables.in(
                folder.resolve("out"),
                new ReadRules(Tables.PSEUDONYMS, false, true, "report", "who", null, 1L << 20, 60));
        // Bytes can be searched where they are not packed.
        tables.run(100, folder.resolve("in"));
        assertTrue(tables.rows("reports").size() >= 6);
        assertTrue(tables.rows("unreadable").size() >= 2);
        assertTrue(tables.rows("messages").size() >= 4);
        for (RowTable<?> table : FleetTables.OF_BATCH) {
            for (Row row : tables.spark()
                    .read()
                    .parquet(tables.place().table(table.name()).toString())
                    .collectAsList()) {
                clean(table.name(), row.json());
            }
        }
        tables.rows("groups").forEach(row -> clean("groups", row.json()));
        tables.spark().conf().set("spark.sql.parquet.compression.codec", "uncompressed");
        for (String table : List.of("reports", "crashes", "messages", "unreadable", "groups")) {
            tables.spark()
                    .read()
                    .parquet(tables.place().table(table).toString())
                    .write()
                    .parquet(folder.resolve("out")
                            .resolve("plain-" + table)
                            .toUri()
                            .toString());
        }
        bytes(folder.resolve("out"));
    }

    private static void bytes(Path out) throws Exception {
        int files = 0;
        try (Stream<Path> walk = Files.walk(out)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                clean(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                files++;
            }
        }
        assertTrue(files > 10);
    }

    private static void clean(String where, String text) {
        String small = text.toLowerCase(Locale.ROOT);
        for (String planted : PLANTED) {
            assertFalse(
                    small.contains(planted.toLowerCase(Locale.ROOT)),
                    () -> where + " has " + planted + ": " + text.substring(0, Math.min(2000, text.length())));
        }
    }

    @Test
    void aDeviceIsOneWhateverItsKeyIsWrittenLikeAndAnotherUnderAnotherSalt() {
        assertEquals(Tables.PSEUDONYMS.device("00AA-BB"), Tables.PSEUDONYMS.device(" 00aabb"));
        var others = new org.rtkit4j.fleet.privacy.Pseudonyms(new byte[] {1});
        assertFalse(others.device("00aabb").equals(Tables.PSEUDONYMS.device("00aabb")));
    }
}
