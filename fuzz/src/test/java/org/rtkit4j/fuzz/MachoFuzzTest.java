package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.rtkit4j.forensics.elf.FirmwareElf;
import org.rtkit4j.forensics.macho.MachoException;
import org.rtkit4j.forensics.macho.MachoImage;
import org.rtkit4j.forensics.macho.MachoReader;
import org.rtkit4j.forensics.macho.Symbolizer;

/// Any Mach-O file: read, symbolised, and written as an ELF image; or refused with an offset.
class MachoFuzzTest {
    private static final int USED_ONE_IN = 16;

    @DictionaryFile(resourcePath = "macho.dict")
    @FuzzTest
    void survives(byte[] input) {
        try {
            for (MachoImage image : MachoReader.read(input)) {
                if (ForensicInput.isOneIn(USED_ONE_IN, input)) {
                    use(image);
                }
            }
        } catch (MachoException e) {
            assertTrue(e.getMessage().contains("offset=0x"), e.getMessage());
        }
    }

    private static void use(MachoImage image) {
        var symbols = new Symbolizer(image, 0x1000);
        for (int i = 0; i < image.symbols().size(); i++) {
            symbols.nameOfCaller(image.symbols().address(i) + 0x1004);
        }
        try {
            FirmwareElf.write(image, 0x1000, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
