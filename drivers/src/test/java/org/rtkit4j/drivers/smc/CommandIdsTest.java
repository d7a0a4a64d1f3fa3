package org.rtkit4j.drivers.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CommandIdsTest {
    private static final long REST = 10;

    private final CommandIds ids = new CommandIds(REST);

    /// A clock of nanoseconds may be negative.
    @Test
    void allAreFreeAtFirstWhateverTheTime() {
        assertEquals(1, ids.next(Long.MIN_VALUE + 1));
        assertEquals(2, ids.next(-1));
        assertEquals(3, ids.next(Long.MAX_VALUE));
    }

    @Test
    void oneRestsUntilItsTimeAndNotLonger() {
        ids.rest(1, 0);
        assertEquals(2, ids.next(REST - 1));
        for (int id = 3; id < CommandIds.COUNT; id++) {
            assertEquals(id, ids.next(REST - 1));
        }
        assertEquals(0, ids.next(REST - 1));
        assertEquals(1, ids.next(REST));
    }

    /// However far the clock has gone since.
    @Test
    void aRestThatIsOverDoesNotComeBack() {
        for (int id = 1; id < CommandIds.COUNT; id++) {
            ids.rest(id, 0);
        }
        assertEquals(0, ids.next(0));
        for (int id = 1; id < CommandIds.COUNT; id++) {
            assertEquals(id, ids.next(REST));
        }
        assertEquals(0, ids.next(REST));
        assertEquals(1, ids.next(Long.MIN_VALUE + REST + 1));
    }

    @Test
    void theLastThatWasUsedIsTheLastThatIsTried() {
        for (int id = 2; id <= CommandIds.COUNT; id++) {
            ids.rest(id % CommandIds.COUNT, 0);
        }
        assertEquals(1, ids.next(0));
        assertEquals(1, ids.next(0));
        ids.rest(1, 0);
        assertEquals(CommandIds.NONE, ids.next(0));
    }
}
