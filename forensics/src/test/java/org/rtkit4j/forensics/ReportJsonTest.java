package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtkit4j.forensics.json.ReportJson;
import org.rtkit4j.forensics.model.CrashReport;

class ReportJsonTest {
    /// Reads JSON into a flat map: `mailboxes[0].messages[1].time` to its text.
    private static Map<String, String> flat(List<CrashReport> reports) {
        var out = new StringWriter();
        try {
            ReportJson.write(reports, out);
            Map<String, String> values = new LinkedHashMap<>();
            try (JsonParser parser = new JsonFactory().createParser(out.toString())) {
                parser.nextToken();
                value(parser, "", values);
                assertEquals(null, parser.nextToken(), "one document");
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void value(JsonParser parser, String path, Map<String, String> values) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                value(parser, path.isEmpty() ? name : path + "." + name, values);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            int index = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value(parser, path + "[" + index++ + "]", values);
            }
            values.put(path + ".size", Integer.toString(index));
        } else {
            values.put(path, parser.getText());
        }
    }

    private final Map<String, String> json = flat(List.of(Fixtures.only(Fixtures.PANIC)));

    @Test
    void writesOneReportAsTheDocumentItself() {
        assertEquals("macos-panic", json.get("format"));
        assertEquals("DCPEXT0", json.get("coprocessor"));
        assertEquals("PANIC", json.get("kind"));
        assertEquals("ASSERT!Invented.cpp:77 stage - one(3) failed -- \nsecond line of it", json.get("reason"));
        assertEquals("RTKit-9001.2.3.release", json.get("firmware.rtkit"));
        assertEquals("InventedExt-1.2~3-modelx.RELEASE", json.get("firmware.client"));
        assertEquals("0x500000000", json.get("time"));
        assertEquals("0x100000", json.get("aslrSlide"));
        assertEquals("9", json.get("faultingTask.id"));
        assertEquals("invented_task", json.get("faultingTask.name"));
        assertEquals("null", json.get("registers"));
        assertEquals("0", json.get("warnings.size"));
    }

    @Test
    void takesTheSlideOffAddresses() {
        assertEquals("2", json.get("callStack.size"));
        assertEquals("0x101000", json.get("callStack[0].address"));
        assertEquals("0x1000", json.get("callStack[0].unslid"));
        assertEquals("0x10", json.get("tasks[0].stack[0].unslid"));
    }

    @Test
    void writesTasks() {
        assertEquals("4", json.get("tasks.size"));
        assertEquals("7", json.get("tasks[0].priority"));
        assertEquals("100", json.get("tasks[0].stackUsed"));
        assertEquals("2048", json.get("tasks[0].stackSize"));
        assertEquals("0x1234", json.get("tasks[0].resource"));
        assertEquals("true", json.get("tasks[1].faulting"));
    }

    @Test
    void writesMailboxesWithDirectionNamesAndMeaning() {
        assertEquals("AP", json.get("mailboxes[0].peer"));
        assertEquals("0x20001", json.get("mailboxes[0].controls.AKF_KIC_INBOX_CTRL"));
        assertEquals("8", json.get("mailboxes[0].messages.size"));
        assertEquals("0x4ff001020", json.get("mailboxes[0].messages[1].time"));
        assertEquals("AP->IOP", json.get("mailboxes[0].messages[1].direction"));
        assertEquals("4", json.get("mailboxes[0].messages[1].endpoint"));
        assertEquals("ioreport", json.get("mailboxes[0].messages[1].endpointName"));
        assertEquals("0x0040000000000000", json.get("mailboxes[0].messages[1].message"));
        assertEquals("IOP->AP", json.get("mailboxes[0].messages[0].direction"));
        assertEquals("RETURN(LEN=0 bytes, OFF=0x0, CTX=CMD)", json.get("mailboxes[0].messages[0].decoded"));
        assertEquals("kind 4", json.get("mailboxes[1].peer"));
        assertEquals("SMC_WRITE(KEY='abcd', SIZE=4 bytes, ID=0)", json.get("mailboxes[1].messages[0].decoded"));
    }

    @Test
    void writesTheApLogInOrderWithItsClockOffset() {
        assertEquals("10", json.get("apLog.messages.size"));
        assertEquals("0x2ff000010", json.get("apLog.clockOffset"));
        assertEquals("true", json.get("apLog.messages[8].interrupt"));
        assertEquals("null", json.get("apLog.messages[8].message"));
        assertEquals("CRASHED(SIZE=2 pages, ADDRESS=0x812345000)", json.get("apLog.messages[9].decoded"));
        assertEquals("AP->IOP", json.get("apLog.messages[0].direction"));
    }

    @Test
    void writesUnansweredRequestsAndSections() {
        assertEquals("2", json.get("unanswered.size"));
        assertEquals("both ends", json.get("unanswered[0].log"));
        assertEquals("RETURN of the call", json.get("unanswered[0].expected"));
        assertEquals("Cinv", json.get("sections[0].tag"));
        assertEquals("32", json.get("sections[0].size"));
    }

    @Test
    void writesRegistersFieldByField() {
        Map<String, String> linux =
                flat(List.of(Fixtures.read(Fixtures.LINUX).reports().getFirst()));
        assertEquals("linux-log", linux.get("format"));
        assertEquals("0x1234c", linux.get("registers.pc"));
        assertEquals("0x96000045", linux.get("registers.esr.value"));
        assertEquals("0x25", linux.get("registers.esr.EC.value"));
        assertEquals("write", linux.get("registers.esr.WnR.meaning"));
        assertEquals("EL1h", linux.get("registers.psr.M.meaning"));
        assertEquals("null", linux.get("mailboxes[0].messages[0].direction"));
        assertEquals("111100000.dcp", linux.get("device.name"));
        assertEquals("null", linux.get("apLog"));
    }

    @Test
    void writesSeveralReportsAsAnArray() {
        Map<String, String> two = flat(Fixtures.read(Fixtures.LINUX).reports());
        assertEquals("2", two.get(".size"));
        assertEquals("ANS", two.get("[1].coprocessor"));
        assertEquals("0", flat(List.of()).get(".size"));
    }

    @Test
    void writesAFileWithoutCrash() throws IOException {
        var out = new StringWriter();
        ReportJson.write(Fixtures.read("a 1.smc: RTKit: Initializing (protocol version 12)\n"), out);
        assertTrue(out.toString().contains("\"protocolVersions\" : [ 12 ]"), out.toString());
        assertFalse(out.toString().contains("null"), out.toString());
    }

    @Test
    void hasTheSameKeysForEveryForm() {
        List<String> forms = new ArrayList<>();
        for (CrashReport report : List.of(
                Fixtures.only(Fixtures.PANIC),
                Fixtures.read(Fixtures.LINUX).reports().getFirst(),
                Fixtures.only(CrashReports.read("b", new LogBytes().message("x").finished())))) {
            forms.add(flat(List.of(report)).keySet().stream()
                    .map(key -> key.replaceAll("[.\\[].*", ""))
                    .filter(key -> !key.startsWith("asyncError") && !key.equals("details") && !key.isEmpty())
                    .distinct()
                    .toList()
                    .toString());
        }
        assertEquals(forms.getFirst(), forms.get(1));
        assertEquals(forms.getFirst(), forms.get(2));
    }
}
