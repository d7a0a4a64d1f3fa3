package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.explain.Explanation;
import org.rtkit4j.forensics.explain.Style;
import org.rtkit4j.forensics.knowledge.Knowledge;
import org.rtkit4j.forensics.knowledge.KnowledgeFile;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.knowledge.NextSteps;
import org.rtkit4j.forensics.knowledge.RelatedRows;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.PanicClass;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.model.ReportedMachine;

/// The knowledge base: rows that one can read, each with its source.
class KnowledgeTest {
    @Test
    void everyRowHasASourceAndADate() {
        List<KnowledgeRow> rows = Knowledge.all();
        assertTrue(rows.size() >= 150, rows.size() + " rows");
        for (KnowledgeRow row : rows) {
            row.sources().forEach(source -> assertTrue(source.date().startsWith("20"), row::toString));
            assertTrue(row.fields().containsKey("says"), row::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[term A]\nsays: x\n",
                "[term A]\nsays: x\nsource: https://example.org\n",
                "[term A]\nsays: x\nsource: 2026-01-01\n",
                "[term A]\nsays: x\nsource: 2026-01-01 somebody said so\n",
                "[term A]\nsays: x\nsource: 2026 https://a\n[term B]\nsays: y\n",
                "[term A]\nsays: x\nsays: y\nsource: 2026 https://a\n",
                "[term A]\nsource: 2026 https://a\n[term A]\nsource: 2026 https://a\n",
                "says: x\nsource: 2026 https://a\n",
                "[term]\nsource: 2026 https://a\n",
                "[term A]\nno field\nsource: 2026 https://a\n"
            })
    void aRowWithoutASourceFails(String file) {
        assertThrows(IllegalStateException.class, () -> KnowledgeFile.parse(file));
    }

    @Test
    void aRowIsReadAsItStands() {
        KnowledgeRow row = KnowledgeFile.parse("""
            # comment
            [term A b]
            says: one
              two
            source: 2026-06-13 https://example.org/x
            source: 2026-11 owner/repo path/file.c, name
            source: 2024 Publisher, "Title"
            """).getFirst();
        assertEquals("A b", row.key());
        assertEquals("one two", row.field("says"));
        assertEquals(
                "https://example.org/x (2026-06-13)", row.sources().getFirst().toString());
        assertEquals(3, row.sources().size());
    }

    @Test
    void everyIssueThatALineNamesIsThere() {
        Knowledge.driverLines().stream()
                .map(row -> row.fieldOrEmpty("issue"))
                .filter(key -> !key.isEmpty())
                .forEach(Knowledge::issue);
    }

    private static final String SENSORS = """
        {"bug_type":"210","product":"MODEL"}
        {"panicString":"panic(cpu 0 caller 0xfffffff011112222): SMC PANIC - ASSERT: x.cpp:1: 0, SMC BSC failure\\nS.sensor \
        array 0 - 2 is 0x0, VALUE, 0x0\\nF.sensor array 0 is 0x0\\n - Misc(2)\\nRTKit: RTKit-1.1.release - Client: \
        AppleSMCFirmware_X00-1.2.3.x00.REL\\n"}
        """;

    private static List<String> lists(String model, String value) {
        ReportFile file = Fixtures.read(SENSORS.replace("MODEL", model).replace("VALUE", value));
        return RelatedRows.lists(file.reports().getFirst()).stream()
                .map(KnowledgeRow::key)
                .toList();
    }

    @Test
    void listsGoByModelAndValue() {
        assertEquals(List.of("ifixit-older-13-front", "ifixit-answer-13promax"), lists("iPhone14,3", "0x1000"));
        assertEquals(List.of("ifixit-older-13-front"), lists("iPhone14,5", "0x1000"));
        assertEquals(List.of("ifixit-13-port", "ifixit-older-13-port"), lists("iPhone14,2", "0x800"));
        assertEquals(List.of(), lists("iPhone99,1", "0x800"));
        assertEquals(List.of(), lists("", "0x800"));
    }

    @Test
    void aWholeValueCountsMoreThanItsBits() {
        assertEquals(List.of("ifixit-14-battery"), lists("iPhone14,7", "0x500000"));
        assertEquals(
                List.of("ifixit-13-port", "ifixit-older-13-port", "ifixit-older-13-front"),
                lists("iPhone14,2", "0x1800"));
        assertEquals(List.of("ifixit-15pro-port"), lists("iPhone16,1", "3145728"));
    }

    @Test
    void whatAListSaysIsNeverInASentenceOfTheReport() {
        ReportFile file = Fixtures.read(SENSORS.replace("MODEL", "iPhone14,7").replace("VALUE", "0x100000"));
        String text = Explanation.with(Style.PLAIN, false).of(file).replaceAll("\\s+", " ");
        int lists = text.indexOf("What lists on the web say of it, which this report does not prove");
        assertTrue(lists > 0, text);
        assertTrue(text.indexOf("charge port assembly") > lists, text);
        assertTrue(
                text.indexOf("https://www.ifixit.com/Wiki/iPhone_SMC_Panic_Assertion_Failed (2026-11)") > lists, text);
        assertTrue(text.contains("These do not say the same: who is right is not known here."), text);
    }

    @Test
    void aSensorIsFoundByItsNameAndTheModel() {
        ReportFile file = Fixtures.read("""
            {"bug_type":"210","product":"iPhone12,3"}
            {"panicString":"panic(cpu 0 caller 0xfffffff011112222): userspace watchdog timeout: no successful checkins \
            from thermalmonitord in 180 seconds\\nMissing sensor(s): TG0B\\n"}
            """);
        assertEquals(
                List.of("ifixit-tg0b", "ifixit-tg0b-11pro", "pikabu-tg0b"),
                RelatedRows.lists(file.panics().getFirst()).stream()
                        .map(KnowledgeRow::key)
                        .toList());
    }

    @Test
    void hintsNameClassesThatThereAre() {
        Set<String> classes = Stream.of(PanicClass.values()).map(Enum::name).collect(Collectors.toSet());
        classes.add("");
        for (KnowledgeRow row : Knowledge.all()) {
            assertTrue(classes.contains(row.fieldOrEmpty("class")), row::toString);
            assertTrue(row.fieldOrEmpty("models").matches("(?:(?:iPhone|iPad)(?:\\d+(?:,\\d+)?)? ?)*"), row::toString);
        }
    }

    private static List<String> next(String text) {
        ReportFile file = Fixtures.read(text);
        return file.reports().isEmpty()
                ? keys(NextSteps.of(file.panics().getFirst()))
                : keys(NextSteps.of(file.reports().getFirst()));
    }

    private static List<String> keys(List<KnowledgeRow> rows) {
        return rows.stream().map(KnowledgeRow::key).toList();
    }

    private static final String PANIC =
            "{\"bug_type\":\"210\",\"product\":\"MODEL\"}\n{\"panicString\":\"panic(cpu 0 caller "
                    + "0xfffffff011112222): TEXT\"}\n";

    private static String panic(String model, String text) {
        return PANIC.replace("MODEL", model).replace("TEXT", text);
    }

    @Test
    void whatToDoNextGoesByClassMachineAndDriver() {
        String sensor =
                "userspace watchdog timeout: no successful checkins from thermalmonitord\\nMissing sensor(s): Mic1";
        assertEquals(List.of("missing-sensor", "other-reports"), next(panic("iPhone12,1", sensor)));
        assertEquals(List.of("once"), next(panic("MacBookPro18,3", "Kernel data abort.")));
        assertEquals(List.of("macos-report", "bridge-update"), next(panic("iBridge2,14", "x86 CPU CATERR detected")));
        assertEquals(
                List.of("foreign-driver", "once"),
                next(
                        panic(
                                "MacBookPro18,3",
                                "Kernel data abort.\\n      Kernel Extensions in backtrace:\\n         org.example.driver(1.0)[A]@0x1->0x2")));
        assertEquals(List.of("asahi-report"), next("apple-dcp 111100000.dcp: RTKit: co-processor has crashed\n"));
        assertEquals(List.of("sensor-array", "other-reports"), keys(NextSteps.of(sensors())));
    }

    private static CrashReport sensors() {
        return Fixtures.read(SENSORS.replace("MODEL", "iPhone14,3").replace("VALUE", "0x1000"))
                .reports()
                .getFirst();
    }

    @Test
    void adviceStandsBelowTheAnswerWithItsSourceAndTheDriversName() {
        ReportFile file = Fixtures.read(
                panic(
                        "MacBookPro18,3",
                        "Kernel data abort.\\n      Kernel Extensions in backtrace:\\n         org.example.driver(1.0)[A]@0x1->0x2"));
        String text =
                Explanation.with(Style.PLAIN, false).briefly().wrappedTo(80).of(file);
        int next = text.indexOf("What next, as others advise");
        assertTrue(next > 0 && next < text.indexOf("Facts"), text);
        assertTrue(text.contains("- Update or remove what org.example.driver belongs to"), text);
        assertTrue(
                text.contains("\n      https://sweepformac.com/guides/mac-restarted-because-of-problem/ (2026-11)\n"),
                text);
    }

    @Test
    void adviceNamesClassesAndMachinesThatThereAre() {
        Set<String> classes = Stream.of(PanicClass.values()).map(Enum::name).collect(Collectors.toSet());
        classes.addAll(List.of("ALL", ""));
        Set<String> machines =
                Stream.of(ReportedMachine.Family.values()).map(Enum::name).collect(Collectors.toSet());
        machines.add("LINUX");
        for (KnowledgeRow row : Knowledge.all()) {
            if (row.kind().equals("next")) {
                assertTrue(
                        classes.containsAll(List.of(row.fieldOrEmpty("classes").split(" ", -1))), row::toString);
                assertTrue(machines.containsAll(List.of(row.field("machines").split(" ", -1))), row::toString);
            }
        }
    }
}
