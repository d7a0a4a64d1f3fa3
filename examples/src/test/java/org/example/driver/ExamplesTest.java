package org.example.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    @TempDir
    Path folder;

    @Test
    void theDriverRunsOnAMachineWithAThreadOfItsOwn() throws Exception {
        RunComplement.main(new String[0]);
    }

    @Test
    void aCrashIsKeptAndItsLogIsExplained() throws Exception {
        Path log = new KeepCrashes().once(folder);
        var sentences = SayWhatCrashed.sentences(log.toString(), Files.readAllBytes(log));
        assertEquals(1, sentences.size());
        assertTrue(sentences.getFirst().contains("queue.c line 12"), sentences::toString);
    }

    @Test
    void registersAreMappedFromAFile() throws IOException {
        Path memory = Files.write(folder.resolve("mem"), new byte[0x4000]);
        assertEquals(1, MappedCounter.increment(memory, 0x1000));
        assertEquals(2, MappedCounter.increment(memory, 0x1000));
        assertEquals(2, Files.readAllBytes(memory)[0x1010]);
    }
}
