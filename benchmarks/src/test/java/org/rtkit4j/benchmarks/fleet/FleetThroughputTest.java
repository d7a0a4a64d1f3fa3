package org.rtkit4j.benchmarks.fleet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.iop.RtkitException;

/// That something is measured; how fast it is, is no test's to say: on a busy machine a turn may pass in which nothing
/// ran.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FleetThroughputTest {
    @ParameterizedTest(name = "{0} co-processors")
    @ValueSource(ints = {1, 3, 50})
    void messagesGoRoundInEachTurn(int count) throws RtkitException {
        try (var fleet = new FleetThroughput(count)) {
            for (int turn = 0; turn < 3; turn++) {
                double perSecond = 0;
                while (perSecond == 0) {
                    perSecond = fleet.perSecond(20);
                }
                assertTrue(perSecond > 0);
            }
        }
    }
}
