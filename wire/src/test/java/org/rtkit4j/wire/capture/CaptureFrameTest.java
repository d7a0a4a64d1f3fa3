package org.rtkit4j.wire.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Numbers as `docs/capture.md` states them: they stand in files.
class CaptureFrameTest {
    @Test
    void directionsHaveTheirNumbers() {
        assertEquals(0, CaptureFrame.code(Direction.BOTH));
        assertEquals(1, CaptureFrame.code(Direction.AP_TO_IOP));
        assertEquals(2, CaptureFrame.code(Direction.IOP_TO_AP));
        assertEquals(Direction.AP_TO_IOP, CaptureFrame.direction(1));
        assertEquals(Direction.IOP_TO_AP, CaptureFrame.direction(2));
    }

    @Test
    void aDirectionThatNobodyKnowsIsBoth() {
        for (long code : new long[] {0, 3, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertEquals(Direction.BOTH, CaptureFrame.direction(code));
        }
    }

    @Test
    void vocabulariesHaveTheirNumbers() {
        var inOrder = List.of(
                Vocabulary.GENERIC,
                Vocabulary.ANS,
                Vocabulary.SMC,
                Vocabulary.DCP,
                Vocabulary.NVME,
                Vocabulary.DOCKCHANNEL,
                Vocabulary.GFX,
                Vocabulary.PMP,
                Vocabulary.ACIO,
                Vocabulary.AOP);
        assertEquals(inOrder, CaptureFrame.vocabularies());
        for (int code = 0; code < inOrder.size(); code++) {
            assertEquals(code, CaptureFrame.code(inOrder.get(code)));
            assertEquals(inOrder.get(code), CaptureFrame.vocabulary(code));
        }
    }

    @Test
    void aVocabularyThatNobodyKnowsIsThatOfTheSystemEndpoints() {
        for (long code : new long[] {10, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertEquals(Vocabulary.GENERIC, CaptureFrame.vocabulary(code));
        }
    }
}
