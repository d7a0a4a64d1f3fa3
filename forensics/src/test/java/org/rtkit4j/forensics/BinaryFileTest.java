package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.forensics.model.ReportFile;
import org.rtkit4j.forensics.panic.IpsContainer;
import org.rtkit4j.forensics.panic.PanicReports;

/// A program that speaks of panics holds none.
class BinaryFileTest {
    private static final String NEITHER = "neither a text nor a binary crash log";

    @ParameterizedTest
    @ValueSource(classes = {IpsContainer.class, PanicReports.class, BinaryFileTest.class})
    void aClassThatReadsPanicsIsNone(Class<?> type) throws IOException {
        String name = type.getSimpleName() + ".class";
        try (var in = type.getResourceAsStream(name)) {
            assertNotNull(in, name);
            isNone(CrashReports.read(name, in));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cafebabe", "7f454c46020101", "cffaedfe", "53514c69746520666f726d61742033"})
    void aFileThatBeginsAsABinaryOneIsNone(String magic) throws IOException {
        var file = new ByteArrayOutputStream();
        file.write(HexFormat.of().parseHex(magic));
        file.write(Fixtures.bytes("\n" + Fixtures.ips(Fixtures.PANIC)));
        isNone(CrashReports.read("x", file.toByteArray()));
    }

    @Test
    void aPdfIsNoneThoughAReportStandsInIt() {
        ReportFile file = CrashReports.read("x", Fixtures.bytes("%PDF-1.7\n" + Fixtures.ips(Fixtures.PANIC)));
        assertEquals(0, file.panics().size() + file.reports().size(), file::reason);
        assertTrue(file.reason().startsWith("a document (PDF), not a text: "), file::reason);
    }

    @Test
    void aFileOfMostlyZerosIsNone() throws IOException {
        var file = new ByteArrayOutputStream();
        file.write(new byte[1 << 12]);
        file.write(Fixtures.bytes(Fixtures.PANIC));
        isNone(CrashReports.read("x", file.toByteArray()));
    }

    @Test
    void aReportThatLostSomeBytesIsOne() {
        byte[] input = Fixtures.bytes(Fixtures.PANIC);
        for (int at = 100; at < input.length; at += 100) {
            input[at] = 0;
        }
        assertEquals(1, CrashReports.read("x", input).reports().size());
    }

    private static void isNone(ReportFile file) {
        assertEquals(0, file.panics().size(), file::reason);
        assertEquals(0, file.reports().size(), file::reason);
        assertEquals(NEITHER, file.reason());
    }
}
