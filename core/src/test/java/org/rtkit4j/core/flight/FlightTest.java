package org.rtkit4j.core.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.supervise.RestartPolicy;
import org.rtkit4j.core.supervise.ScriptedRemote;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.testkit.AllocationProbe;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;

class FlightTest {
    @TempDir
    Path folder;

    @Test
    void recordsMessagesStatesCrashesAndFaults() throws IOException {
        Path file = folder.resolve("flight.jfr");
        try (var recording = new Recording()) {
            recording.enable(MessageEvent.NAME);
            recording.start();
            crashOnce();
            recording.dump(file);
        }
        var events = RecordingFile.readAllEvents(file);
        var messages = of(MessageEvent.NAME, events);
        assertTrue(messages.contains("one true 0 0x0060000000000220"), messages.toString());
        assertTrue(messages.contains("one false 0 0x00100000000c000b"), messages.toString());
        assertEquals(
                List.of("offline running", "running crashed"),
                events.stream()
                        .filter(event -> event.getEventType().getName().equals(StateEvent.NAME))
                        .map(event -> event.getString("from") + " " + event.getString("to"))
                        .toList());
        assertEquals(1, count(CrashEvent.NAME, events));
        assertEquals(1, count(FaultEvent.NAME, events));
        assertEquals(1, count(NoticeEvent.NAME, events));
    }

    @Test
    void saysWhatTheMailboxInsideSays() {
        var inside = new FakeMailbox(1);
        var flight = new FlightMailbox("one", inside);
        assertTrue(flight.offer(7, 0x20));
        assertFalse(flight.offer(8, 0x20), "the FIFO is full");
        assertEquals("20:0000000000000007", inside.heard());
        var heard = new ArrayList<Long>();
        assertFalse(flight.poll((msg0, _) -> heard.add(msg0)), "there is no message");
        inside.say(0x20, 9);
        assertTrue(flight.poll((msg0, _) -> heard.add(msg0)));
        assertEquals(List.of(9L), heard);
    }

    @Test
    void messagesAllocateNothingWhereNobodyRecords() {
        var quiet = new FlightMailbox("one", new EndlessMailbox());
        Mailbox.Receiver receiver = (_, _) -> {};
        assertEquals(0, AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 10_000; i++) {
                quiet.offer(i, 0x20);
                quiet.poll(receiver);
            }
        }));
    }

    @Test
    void aRecordingThatDoesNotAskForMessagesGetsNone() throws IOException {
        Path file = folder.resolve("flight.jfr");
        try (var recording = new Recording()) {
            recording.start();
            crashOnce();
            recording.dump(file);
        }
        assertEquals(0, count(MessageEvent.NAME, RecordingFile.readAllEvents(file)));
    }

    // Boots, says something odd, crashes, and is given up at once.
    private static void crashOnce() {
        var clock = new ManualClock();
        var loop = new EventLoop(clock);
        var remote = new ScriptedRemote();
        var config = SupervisorConfig.DEFAULT.with(RestartPolicy.DEFAULT.withLimit(0, java.time.Duration.ofSeconds(1)));
        var supervisor = new Supervisor(loop, config);
        supervisor.listen(new FlightListener());
        var platform = new Platform(new FlightMailbox("one", remote.mailbox), null, remote.memory);
        supervisor.add(IopProfile.named("one"), platform).start();
        run(loop, remote);
        remote.mailbox.say(0x50, 1);
        run(loop, remote);
        remote.crash("once");
        run(loop, remote);
    }

    private static void run(EventLoop loop, ScriptedRemote remote) {
        for (int i = 0; i < 20; i++) {
            loop.turn();
            remote.work();
        }
    }

    private static List<String> of(String type, List<RecordedEvent> events) {
        var all = new ArrayList<String>();
        for (var event : events) {
            if (event.getEventType().getName().equals(type)) {
                all.add("%s %s %d %s"
                        .formatted(
                                event.getString("coprocessor"),
                                event.getBoolean("sent"),
                                event.getInt("endpoint"),
                                event.getString("message")));
            }
        }
        return all;
    }

    private static long count(String type, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .count();
    }

    /// Takes and gives messages without end, and without allocating.
    private static final class EndlessMailbox implements Mailbox {
        private final FakeMailbox lines = new FakeMailbox(1);

        @Override
        public boolean offer(long msg0, long msg1) {
            return true;
        }

        @Override
        public boolean poll(Receiver receiver) {
            receiver.onMessage(1, 0x20);
            return true;
        }

        @Override
        public InterruptLine receiveNotEmpty() {
            return lines.receiveNotEmpty();
        }

        @Override
        public InterruptLine sendEmpty() {
            return lines.sendEmpty();
        }
    }
}
