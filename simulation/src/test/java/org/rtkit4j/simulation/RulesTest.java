package org.rtkit4j.simulation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.LongBinaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.wire.message.Crashlog;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.ForwardingBuffer;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Reset;
import org.rtkit4j.wire.port.SharedBuffer;

/// Every rule can be broken: a host or a firmware that is broken on purpose is reported.
class RulesTest {
    private static final int MOST_STEPS = 120;

    private static void assertReported(String rule, String scenario, Parts parts) {
        var simulation = Simulation.of(Scenario.parse(scenario), parts);
        var failure = assertThrows(SimulationFailure.class, simulation::run);
        assertTrue(failure.rule().startsWith(rule), failure.rule());
        assertTrue(failure.getMessage().contains("-Dscenario=" + scenario), "the message says how to replay the run");
    }

    // Which step it is depends on how many messages the firmware says before.
    private static void assertReportedAtSomeStep(String rule, String scenario, Supplier<Parts> parts) {
        Set<String> reported = new TreeSet<>();
        for (int step = 0; step < MOST_STEPS; step++) {
            var text = scenario.formatted(step);
            try {
                Simulation.of(Scenario.parse(text), parts.get()).run();
            } catch (SimulationFailure failure) {
                reported.add(failure.rule());
            }
        }
        assertTrue(reported.stream().anyMatch(line -> line.startsWith(rule)), reported::toString);
    }

    // ---- Deadlines ----

    @Test
    void aHostWhoseClockStandsStillOutlastsItsDeadline() {
        var parts = new Parts() {
            @Override
            public LongSupplier clock(LongSupplier virtual) {
                return () -> 0;
            }
        };
        assertReported("a wait outlasts its deadline", "POLLED/START/SLEEP/15 3:HANG:0 first", parts);
        assertReported("a wait outlasts its deadline", "LOOP/START/SLEEP/15 3:HANG:0 first", stoppedAfterBoot());
        String full = "POLLED/START/SLEEP/15 %d:FIFO_FULL:9000000000 first";
        assertReportedAtSomeStep("a word waits for room beyond its deadline", full, () -> parts);
        assertReportedAtSomeStep("a call outlasts its deadline", full, () -> parts);
    }

    // The bystander of a loop has the same clock: it stands still only once that one is up.
    private static Parts stoppedAfterBoot() {
        return new Parts() {
            @Override
            public LongSupplier clock(LongSupplier virtual) {
                return () -> Math.min(virtual.getAsLong(), 1);
            }
        };
    }

    // ---- Memory ----

    @Test
    void aHostThatReadsPastABufferIsReported() {
        assertReported(
                "the host accesses memory that it does not have",
                "POLLED/START/CRASH/15 none first",
                withBuffers(buffer -> new ForwardingBuffer(buffer) {
                    @Override
                    public long sizeBytes() {
                        return 2 * super.sizeBytes();
                    }
                }));
    }

    @Test
    void aHostThatGivesABufferBackTooEarlyIsReported() {
        assertReported(
                "the co-processor accesses memory that it was not given",
                "LOOP/START/SLEEP/15 none first",
                withBuffers(buffer -> {
                    buffer.close();
                    return buffer;
                }));
    }

    @Test
    void aFirmwareThatStoresWhereItMustNotIsReported() {
        var parts = new Parts() {
            @Override
            public Map<Integer, FirmwareEndpoint.Factory> endpoints() {
                return Map.of(0x20, (_, kernel) -> msg0 -> kernel.memory().store(0xdead_0000L, new byte[8], 0, 8));
            }
        };
        assertReported(
                "the co-processor accesses memory that it was not given", "POLLED/WAKE/IDLE/15 none first", parts);
    }

    @Test
    void aHostThatFreesABufferTwiceIsReported() {
        assertReported(
                "a buffer is freed twice",
                "POLLED/START/QUIESCE/15 none first",
                withBuffers(buffer -> new ForwardingBuffer(buffer) {
                    @Override
                    public void close() {
                        super.close();
                        super.close();
                    }
                }));
    }

    @Test
    void aHostThatLeaksABufferIsReported() {
        UnaryOperator<SharedBuffer> leak = buffer -> new ForwardingBuffer(buffer) {
            @Override
            public void close() {}
        };
        assertReported("a buffer leaks", "POLLED/START/QUIESCE/15 none first", withBuffers(leak));
        assertReported("a buffer leaks", "LOOP/ADOPT/CRASH/15 none first", withBuffers(leak));
    }

    // ---- Endpoints ----

    @Test
    void aMessageThatNobodySentIsReported() {
        assertReported(
                "an endpoint heard what was not delivered to it",
                "POLLED/START/SLEEP/15 none first",
                withFilter((msg0, msg1) -> {
                    return (msg1 & 0xff) == 0x20 ? 0x0bad : msg0;
                }));
    }

    // ---- Crashes ----

    @Test
    void aHostThatMissesACrashIsReported() {
        String rule = "a crash was not noticed";
        BiPredicate<Long, Integer> isCrash =
                (msg0, endpoint) -> endpoint == 1 && Crashlog.CRASHED.matches(msg0) && (msg0 & 0xffff_ffffL) != 0;
        assertReported(rule, "POLLED/START/CRASH/15 none first", without(isCrash));
        assertReported(rule, "LOOP/START/CRASH/15 none first", without(isCrash));
        assertReported(rule, "LOOP/WAKE/IDLE/1 40:CRASH:0 first", without(isCrash));
    }

    @Test
    void aHostThatLosesTheLogIsReported() {
        assertReported(
                "a crash was noticed, its log is lost",
                "POLLED/START/CRASH/15 none first",
                withBuffers(buffer -> new ForwardingBuffer(buffer) {
                    @Override
                    public void read(long offset, byte[] destination, int from, int length) {}
                }));
    }

    // ---- Coming back ----

    @Test
    void aResetThatDoesNothingIsReported() {
        var parts = new Parts() {
            @Override
            public Reset reset(Reset own) {
                return () -> {};
            }
        };
        assertReported("without a fault, this fails: recover", "POLLED/START/SLEEP/15 40:HANG:0 first", parts);
        assertReported("without a fault, this fails: recover", "LOOP/START/CRASH/15 none first", parts);
    }

    @Test
    void aHostThatOverhearsHelloIsReported() {
        assertReportedAtSomeStep(
                "the host takes a firmware for running that is not",
                "POLLED/START/IDLE/15 %d:RESTART:0 first",
                RulesTest::deafToTheSecondHello);
    }

    private static Parts deafToTheSecondHello() {
        var hellos = new AtomicInteger();
        return without(
                (msg0, endpoint) -> endpoint == 0 && Mgmt.Hello.LAYOUT.matches(msg0) && hellos.incrementAndGet() == 2);
    }

    // ---- Exceptions ----

    // While messages are handled, whatever breaks ends the session: the clock breaks once it runs, and a send asks it.
    @Test
    void anExceptionThatEscapesIsReported() {
        var isOn = new AtomicBoolean();
        var unbroken = without((msg0, endpoint) -> {
            isOn.compareAndSet(false, endpoint == 0 && Mgmt.ApPowerAck.LAYOUT.matches(msg0));
            return false;
        });
        var parts = new Parts() {
            @Override
            public Mailbox mailbox(Mailbox watched) {
                return unbroken.mailbox(watched);
            }

            @Override
            public LongSupplier clock(LongSupplier virtual) {
                return () -> {
                    if (isOn.get()) {
                        throw new ArithmeticException("broken clock");
                    }
                    return virtual.getAsLong();
                };
            }
        };
        assertReported("an exception escapes", "POLLED/START/SLEEP/15 none first", parts);
    }

    @Test
    void aHostThatFailsByItsOwnDoingIsReported() {
        var parts = withBuffers(_ -> {
            throw new IllegalStateException("broken host");
        });
        assertReported("the host failed by its own doing", "POLLED/START/SLEEP/15 none first", parts);
    }

    // ---- The other co-processor ----

    @Test
    void aBystanderThatIsNotServedIsReported() {
        var parts = new Parts() {
            @Override
            public Mailbox bystander(Mailbox own) {
                return new ForwardingMailbox(own) {
                    @Override
                    public boolean offer(long msg0, long msg1) {
                        return msg1 == 0x20 || super.offer(msg0, msg1);
                    }
                };
            }
        };
        assertReported("the bystander is not served", "LOOP/START/SLEEP/15 40:HANG:0 first", parts);
    }

    @Test
    void aBystanderThatFailsIsReported() {
        var parts = new Parts() {
            @Override
            public Mailbox bystander(Mailbox own) {
                return new ForwardingMailbox(own) {
                    @Override
                    public boolean offer(long msg0, long msg1) {
                        if (msg1 == 0x20) {
                            throw new IllegalStateException("broken bystander");
                        }
                        return super.offer(msg0, msg1);
                    }
                };
            }
        };
        assertReported("the bystander", "LOOP/START/SLEEP/15 none first", parts);
    }

    // ---- Broken parts ----

    private static Parts withBuffers(UnaryOperator<SharedBuffer> wrapper) {
        return new Parts() {
            @Override
            public DeviceMemory memory(DeviceMemory watched) {
                return new DeviceMemory() {
                    @Override
                    public SharedBuffer allocate(long sizeBytes) throws MemoryRefusedException {
                        return wrapper.apply(watched.allocate(sizeBytes));
                    }

                    @Override
                    public SharedBuffer map(long iova, long sizeBytes) throws MemoryRefusedException {
                        return wrapper.apply(watched.map(iova, sizeBytes));
                    }
                };
            }
        };
    }

    private static Parts without(BiPredicate<Long, Integer> unheard) {
        return new Parts() {
            @Override
            public Mailbox mailbox(Mailbox watched) {
                return new ForwardingMailbox(watched) {
                    @Override
                    public boolean poll(Receiver receiver) {
                        return super.poll((msg0, msg1) -> {
                            if (!unheard.test(msg0, (int) (msg1 & 0xff))) {
                                receiver.onMessage(msg0, msg1);
                            }
                        });
                    }
                };
            }
        };
    }

    private static Parts withFilter(LongBinaryOperator change) {
        return new Parts() {
            @Override
            public Mailbox mailbox(Mailbox watched) {
                return new ForwardingMailbox(watched) {
                    @Override
                    public boolean poll(Receiver receiver) {
                        return super.poll((msg0, msg1) -> receiver.onMessage(change.applyAsLong(msg0, msg1), msg1));
                    }
                };
            }
        };
    }
}
