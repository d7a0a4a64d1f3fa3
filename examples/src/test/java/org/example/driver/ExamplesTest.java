package org.example.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.firmware.EndpointKind;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.layout.Direction;

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
    void thePluginIsFoundAndItsProfileBoots() throws Exception {
        List<EndpointKind> kinds = ServiceLoader.load(EndpointKind.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        Profile mine = Profile.load(Path.of("mine.properties"), kinds);
        assertEquals("complement", mine.speech().endpointName(0x40));
        try (var machine = EmulatedMachine.with(mine).build();
                var runner = MachineRunner.start(machine.machine());
                var iop = new PolledIop(
                        IopProfile.named("mine"), Platform.of(machine.coprocessor()), SessionListener.NONE)) {
            iop.boot();
            var answers = new ArrayList<Long>();
            iop.startEndpoint(0x40, (word, out) -> answers.add(word));
            iop.send(0x40, 5);
            assertTrue(iop.await(() -> !answers.isEmpty(), 10_000_000_000L));
            assertEquals(
                    "COMPLEMENT(WORD=0xfffffffffffffffa)",
                    mine.speech().describe(Direction.IOP_TO_AP, 0x40, answers.getFirst()));
        }
    }

    @Test
    void registersAreMappedFromAFile() throws IOException {
        Path memory = Files.write(folder.resolve("mem"), new byte[0x4000]);
        assertEquals(1, MappedCounter.increment(memory, 0x1000));
        assertEquals(2, MappedCounter.increment(memory, 0x1000));
        assertEquals(2, Files.readAllBytes(memory)[0x1010]);
    }
}
