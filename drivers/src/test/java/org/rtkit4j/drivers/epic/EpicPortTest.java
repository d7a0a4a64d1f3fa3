package org.rtkit4j.drivers.epic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.crash.CrashCause;

/// A host and services, through registers and shared memory.
class EpicPortTest {
    private final MirrorService mirror = new MirrorService();

    private static List<AfkSpec> specs() {
        return List.of(
                AfkSpec.DISPLAY,
                AfkSpec.SENSOR,
                new AfkSpec(AfkSpec.Form.BY_REGION, 0x40, 0x200, 0x240),
                new AfkSpec(AfkSpec.Form.BY_REGION, 0x80, 0x480, 0x500),
                new AfkSpec(AfkSpec.Form.BY_RING, 0x80, 0x480, 0x500));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void answersComeBackWhateverTheRingsAreLike(AfkSpec spec) throws Exception {
        try (var rig = new EpicRig(spec, false, mirror);
                var port = rig.open()) {
            EpicChannel channel = port.service("mirror-service");
            assertEquals(List.of("service mirror-service {EPICUnit=3}"), rig.heard);
            var random = new SplittableRandom(spec.hashCode());
            byte[] request = new byte[0x4000];
            byte[] answer = new byte[0x4000];
            for (int i = 0; i < 200; i++) {
                random.nextBytes(request);
                int length = random.nextInt(1, request.length);
                assertEquals(length, channel.ask("mirror", 0xc0, request, length, answer));
                assertArrayEquals(MirrorService.mirrored(request, length), Arrays.copyOf(answer, length));
            }
            assertEquals(List.of(), rig.faults);
        }
    }

    @Test
    void anAnswerMayFillItsBuffer() throws Exception {
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror);
                var port = rig.open()) {
            byte[] request = new byte[rig.options.bufferBytes()];
            request[0] = 1;
            byte[] answer = new byte[request.length];
            assertEquals(
                    request.length,
                    port.service("mirror-service").ask("mirror", 0xc0, request, request.length, answer));
            assertEquals(1, answer[answer.length - 1]);
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void dataInLineComesBackWhateverTheRingsAreLike(AfkSpec spec) throws Exception {
        try (var rig = new EpicRig(spec, true, mirror);
                var port = rig.open()) {
            EpicChannel channel = port.service("mirror-service");
            byte[] request = new byte[300];
            byte[] answer = new byte[300];
            for (int length = 0; length < 60; length++) {
                request[length] = (byte) length;
                assertEquals(length, channel.ask("mirror", 0x20, request, length, answer));
                assertArrayEquals(MirrorService.mirrored(request, length), Arrays.copyOf(answer, length));
            }
            assertEquals(List.of(), rig.faults);
        }
    }

    @Test
    void allMemoryComesBackWithTheEnd() throws Exception {
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror)) {
            int before = rig.coprocessor().memory().openBuffers();
            var port = rig.open();
            port.service("mirror-service").ask("mirror", 0xc0, new byte[4], 4, new byte[4]);
            port.close();
            port.close();
            assertEquals(before, rig.coprocessor().memory().openBuffers());
            try (var again = rig.open()) {
                assertEquals(4, again.service("mirror-service").ask("mirror", 0xc0, new byte[4], 4, new byte[4]));
            }
            assertEquals(before, rig.coprocessor().memory().openBuffers());
        }
    }

    @Test
    void aPortOfTheFirmwareBeforeLeavesTheNextAlone() throws Exception {
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror)) {
            var past = rig.open();
            EpicChannel gone = past.service("mirror-service");
            rig.iop.rest();
            rig.iop.boot();
            var e = assertThrows(EpicException.class, () -> ask(gone));
            assertInstanceOf(EpicFault.Gone.class, e.fault());
            past.close();
            assertTrue(rig.iop.isRunning());
            var second = rig.open();
            rig.iop.rest();
            rig.iop.boot();
            try (var third = rig.open()) {
                EpicChannel channel = third.service("mirror-service");
                second.close();
                assertEquals(4, ask(channel));
            }
            assertTrue(rig.iop.isRunning());
        }
    }

    @Test
    void aRefusalSaysItsCode() throws Exception {
        mirror.code = 0xe00002c2;
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror);
                var port = rig.open()) {
            var e = assertThrows(
                    EpicException.class,
                    () -> port.service("mirror-service").ask("mirror", 0xc0, new byte[4], 4, new byte[4]));
            assertEquals("epic: refused: mirror, code=0xe00002c2", e.getMessage());
        }
    }

    @Test
    void aCommandWithoutAnAnswerKeepsItsBuffersUntilThatComes() throws Exception {
        mirror.isSilent = true;
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror);
                var port = rig.open()) {
            EpicChannel channel = port.service("mirror-service");
            for (int i = 0; i < 4; i++) {
                var late = assertThrows(EpicException.class, () -> ask(channel));
                assertInstanceOf(EpicFault.TimedOut.class, late.fault());
            }
            var none = assertThrows(EpicException.class, () -> ask(channel));
            assertEquals("epic: too many commands without an answer: mirror", none.getMessage());
            rig.coprocessor().interject(mirror::answer);
            rig.settle();
            mirror.isSilent = false;
            mirror.waiting.clear();
            assertEquals(4, ask(channel));
            assertEquals(List.of(), rig.faults);
        }
    }

    @Test
    void anAnswerToNobodyIsTold() throws Exception {
        mirror.isSilent = true;
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror);
                var port = rig.open()) {
            EpicChannel channel = port.service("mirror-service");
            assertThrows(EpicException.class, () -> ask(channel));
            rig.coprocessor().interject(() -> mirror.waiting.getFirst().answer(0));
            rig.settle();
            mirror.isSilent = false;
            mirror.waiting.clear();
            assertEquals(4, ask(channel));
            assertEquals(List.of(), rig.faults);
        }
    }

    @Test
    void reportsAndCallsOfTheFirmwareAreHeardAndAnswered() throws Exception {
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror);
                var port = rig.open()) {
            port.service("mirror-service");
            var answers = new ArrayList<String>();
            rig.coprocessor().interject(() -> {
                var voice = Objects.requireNonNull(mirror.voice);
                voice.report(0x55, new byte[3]);
                voice.call(7, new byte[] {1, 2}, (code, data) -> answers.add(code + Arrays.toString(data)));
                voice.call(99, new byte[] {1}, (code, data) -> answers.add("never"));
            });
            rig.settle();
            assertEquals(
                    List.of("report 1 0x55, 3 bytes", "call 1 7, 2 bytes", "call 1 99, 1 bytes"),
                    rig.heard.subList(1, rig.heard.size()));
            assertEquals(List.of("7[2, 3]"), answers);
        }
    }

    @Test
    void aServiceThatIsGoneIsAskedNoMore() throws Exception {
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror);
                var port = rig.open()) {
            EpicChannel channel = port.service("mirror-service");
            rig.coprocessor()
                    .interject(() -> Objects.requireNonNull(mirror.voice).tearDown());
            rig.settle();
            var e = assertThrows(EpicException.class, () -> ask(channel));
            assertEquals("epic: the service is gone: mirror", e.getMessage());
        }
    }

    @Test
    void aServiceThatIsNotThereIsWaitedForAndMissed() throws Exception {
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror);
                var port = rig.open()) {
            var e = assertThrows(EpicException.class, () -> port.service("other"));
            assertEquals("epic: no answer: announcement of other, waited=1000 ms", e.getMessage());
        }
    }

    @Test
    void anEndpointThatDoesNotAnswerIsAFailureInTime() throws Exception {
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror)) {
            // It only echoes.
            var e = assertThrows(
                    EpicException.class, () -> EpicPort.open(rig.iop, 0x25, rig.platform.memory(), rig.options, rig));
            assertEquals("epic: no answer: start of endpoint 0x25, waited=1000 ms", e.getMessage());
            assertTrue(rig.iop.isRunning(), "it has no memory that it could write to");
        }
    }

    @Test
    void aCrashIsToldToWhoWaits() throws Exception {
        mirror.isSilent = true;
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror)) {
            var port = rig.open();
            EpicChannel channel = port.service("mirror-service");
            rig.coprocessor().crash(new CrashCause.FailedAssert("swap.c", 1, "false"));
            var e = assertThrows(EpicException.class, () -> ask(channel));
            assertInstanceOf(EpicFault.Link.class, e.fault());
            port.close();
            rig.iop.recover();
            mirror.isSilent = false;
            mirror.waiting.clear();
            try (var again = rig.open()) {
                assertEquals(4, ask(again.service("mirror-service")));
            }
        }
    }

    @Test
    void aLateAnswerIntoBuffersThatAreGoneCrashesTheFirmwareAndNobodyElse() throws Exception {
        mirror.isSilent = true;
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror)) {
            var port = rig.open();
            EpicChannel channel = port.service("mirror-service");
            assertThrows(EpicException.class, () -> ask(channel));
            port.close();
            rig.coprocessor().interject(mirror::answer);
            rig.settle();
            assertInstanceOf(CrashCause.DataAbort.class, rig.coprocessor().crashCause());
            assertTrue(rig.iop.isCrashed());
        }
    }

    /// Its entry is in the ring, and the word that says so has to wait.
    @Test
    void aCommandIsHeardThoughTheMailboxWasFull() throws Exception {
        try (var rig = new EpicRig(AfkSpec.DISPLAY, false, mirror);
                var port = rig.open()) {
            EpicChannel channel = port.service("mirror-service");
            rig.iop.startEndpoint(0x25, (_, _) -> {});
            int words = 0;
            while (rig.iop.trySend(0x25, words)) {
                words++;
            }
            assertTrue(words > 0);
            assertEquals(4, ask(channel));
        }
    }

    private static int ask(EpicChannel channel) throws Exception {
        return channel.ask("mirror", 0xc0, new byte[] {1, 2, 3, 4}, 4, new byte[4]);
    }
}
