package org.rtkit4j.benchmarks.suite;

/// How long it may take.
///
/// @param rounds how often ours and the peer take turns at each row
/// @param warmUps iterations that are not counted, of 300 ms
/// @param iterations those that are
/// @param iterationMillis how long one is, for either side
/// @param sharedJvms how many JVMs have two threads exchange messages
/// @param sharedMillis how long those do
/// @param fleetJvms how many JVMs have fleets
/// @param fleetTurns how often each fleet has a turn in each
/// @param fleetMillis how long a turn is: all messages of 10,000 co-processors go round in 30 ms
/// @param keys how many keys are pressed, a millisecond each
/// @param starts how often each command is started
record Effort(
        int rounds,
        int warmUps,
        int iterations,
        int iterationMillis,
        int sharedJvms,
        int sharedMillis,
        int fleetJvms,
        int fleetTurns,
        int fleetMillis,
        int keys,
        int starts) {
    static final int WARM_UP_MILLIS = 300;

    /// Under a minute on two cores.
    static final Effort QUICK = new Effort(2, 2, 3, 120, 4, 300, 1, 5, 250, 1_000, 5);

    static final Effort FULL = new Effort(5, 6, 6, 250, 9, 1_000, 3, 7, 300, 10_000, 15);
}
