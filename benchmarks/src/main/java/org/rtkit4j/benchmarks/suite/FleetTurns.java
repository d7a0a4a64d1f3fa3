package org.rtkit4j.benchmarks.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.rtkit4j.benchmarks.fleet.FleetThroughput;
import org.rtkit4j.core.iop.RtkitException;

/// 1, 100 and 10,000 co-processors in turns: what else the machine does meets all of them alike. In a JVM of its own:
/// where the collector happens to put what belongs to one co-processor, together or apart, shows.
public final class FleetTurns {
    static final List<Integer> COUNTS = List.of(1, 100, 10_000);

    private static final int WARM_UPS = 3;

    private FleetTurns() {}

    /// Takes turns, each of so many milliseconds, and prints for each count messages per second in each turn.
    public static void main(String[] arguments) throws RtkitException {
        int turns = Integer.parseInt(arguments[0]);
        int millis = Integer.parseInt(arguments[1]);
        var fleets = new ArrayList<FleetThroughput>();
        for (int count : COUNTS) {
            fleets.add(new FleetThroughput(count));
        }
        double[][] perSecond = new double[COUNTS.size()][turns];
        for (int turn = -WARM_UPS; turn < turns; turn++) {
            for (int i = 0; i < fleets.size(); i++) {
                perSecond[i][Math.max(0, turn)] = fleets.get(i).perSecond(millis);
            }
        }
        for (double[] ofOneFleet : perSecond) {
            System.out.println(
                    Arrays.stream(ofOneFleet).mapToObj(Double::toString).collect(Collectors.joining(" ")));
        }
        fleets.forEach(FleetThroughput::close);
    }
}
