package org.rtkit4j.benchmarks.fleet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.iop.RtkitException;

/// That something is measured; how fast it is, is no test's to say.
class FleetThroughputTest {
    @ParameterizedTest(name = "{0} co-processors")
    @ValueSource(ints = {1, 3, 50})
    void messagesGoRoundInEachTurn(int count) throws RtkitException {
        try (var fleet = new FleetThroughput(count)) {
            for (int turn = 0; turn < 3; turn++) {
                assertTrue(fleet.perSecond(20) > 0, "no message came back in turn " + turn);
            }
        }
    }
}
