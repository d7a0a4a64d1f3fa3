package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.core.memory.MemoryGate;
import org.rtkit4j.emulator.fault.FaultPlan;
import org.rtkit4j.simulation.DisplayScenario.Way;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.SharedBuffer;

/// A display's life, with and without faults: no rule is ever broken, and at its end there is a picture.
class DisplayLifecycleTest {
    private static final String SEED = System.getProperty("seed", "");
    private static final long FIXED = 1_000;
    private static final long FRESH = Long.parseLong(System.getProperty("fresh", "250"));

    /// What a failure's message asks for: one scenario alone.
    @Test
    void replaysTheScenarioThatIsGiven() {
        String given = System.getProperty("scenario", "");
        var simulation =
                DisplaySimulation.of(given.startsWith("I") ? DisplayScenario.parse(given) : DisplayScenario.random(0));
        simulation.run();
        assertFalse(simulation.transcript().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void withoutAFaultNothingFails(Way way) {
        for (int seed = 0; seed < 100; seed++) {
            var simulation = DisplaySimulation.of(new DisplayScenario(way, 1 + seed % 15, FaultPlan.NONE, seed));
            DisplayOutcome outcome = simulation.run();
            assertTrue(outcome.troubles().isEmpty(), simulation::transcript);
            assertTrue(outcome.pictures() >= 2, simulation::transcript);
        }
    }

    @Test
    void noRandomFaultsBreakARule() {
        seeds().parallel()
                .forEach(seed ->
                        DisplaySimulation.of(DisplayScenario.random(seed)).run());
    }

    private static LongStream seeds() {
        if (!SEED.isEmpty()) {
            return LongStream.of(Long.decode(SEED));
        }
        long fresh = System.nanoTime();
        return LongStream.concat(LongStream.range(0, FIXED), LongStream.range(fresh, fresh + FRESH));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aScenarioIsReadBackFromItsTextAndTellsTheSame(long seed) {
        var scenario = DisplayScenario.random(seed);
        assertEquals(scenario, DisplayScenario.parse(scenario.toString()));
        var first = DisplaySimulation.of(scenario);
        var second = DisplaySimulation.of(DisplayScenario.parse(scenario.toString()));
        assertEquals(first.run(), second.run());
        assertEquals(first.transcript(), second.transcript());
    }

    // ---- Every rule can be broken ----

    @Test
    void registersThatStayOpenAreReported() {
        assertReported("registers stay open after close", new Parts() {
            @Override
            public MemoryGate gate(MemoryGate watched) {
                return new OtherGate(watched) {
                    @Override
                    public void shut(long iova, long sizeBytes) {}
                };
            }
        });
    }

    @Test
    void registersThatAreOpenedTwiceAreReported() {
        assertReported("registers are opened twice", new Parts() {
            @Override
            public MemoryGate gate(MemoryGate watched) {
                return new OtherGate(watched) {
                    @Override
                    public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
                        super.open(physAddr, sizeBytes);
                        return super.open(physAddr, sizeBytes);
                    }
                };
            }
        });
    }

    @Test
    void memoryThatIsNotGivenBackIsReported() {
        assertReported("a buffer leaks", new Parts() {
            @Override
            public DeviceMemory displayMemory(DeviceMemory watched) {
                return allocating(watched, size -> new ForwardingBuffer(watched.allocate(size)) {
                    @Override
                    public void close() {}
                });
            }
        });
    }

    @Test
    void memoryThatIsMappedTwiceIsReported() {
        var first = new AtomicReference<@Nullable SharedBuffer>();
        assertReported("memory is mapped twice", new Parts() {
            @Override
            public DeviceMemory displayMemory(DeviceMemory watched) {
                return allocating(watched, size -> {
                    @Nullable SharedBuffer before = first.get();
                    SharedBuffer given = before == null ? watched.allocate(size) : before;
                    first.set(given);
                    return given;
                });
            }
        });
    }

    // A life in which nothing has to be recovered.
    private static void assertReported(String rule, Parts parts) {
        var simulation = DisplaySimulation.of(DisplayScenario.parse("IOMFB_13_5 15 none 5"), parts);
        var failure = assertThrows(SimulationFailure.class, simulation::run);
        assertTrue(failure.rule().startsWith(rule), failure.rule());
        assertTrue(failure.getMessage().contains("-Dscenario=IOMFB_13_5 15 none 5"), "it says how to replay the run");
    }

    private interface Allocation {
        SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException;
    }

    private static DeviceMemory allocating(DeviceMemory memory, Allocation allocation) {
        return new DeviceMemory() {
            @Override
            public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
                return allocation.allocate(sizeBytes);
            }

            @Override
            public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
                return memory.map(iova, sizeBytes);
            }
        };
    }

    private static class OtherGate implements MemoryGate {
        private final MemoryGate gate;

        OtherGate(MemoryGate gate) {
            this.gate = gate;
        }

        @Override
        public long open(long physAddr, long sizeBytes) throws MemoryRefusedException {
            return gate.open(physAddr, sizeBytes);
        }

        @Override
        public void shut(long iova, long sizeBytes) {
            gate.shut(iova, sizeBytes);
        }

        @Override
        public long toPhysical(long iova, long sizeBytes) throws MemoryRefusedException {
            return gate.toPhysical(iova, sizeBytes);
        }

        @Override
        public int openings() {
            return gate.openings();
        }
    }
}
