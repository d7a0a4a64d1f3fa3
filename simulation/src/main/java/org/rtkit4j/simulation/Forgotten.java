package org.rtkit4j.simulation;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.emulator.firmware.FirmwareConfig;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.register.MailboxRegisters;

/// What is not part of a state, and why: each entry is a promise that nobody decides by it.
final class Forgotten {
    /// Class and field, below `org.rtkit4j`, and the reason.
    static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("core.session.Standing.notices", "a count of what was survived"),
            Map.entry("core.session.Standing.deadlineNanos", "stale where it is not known, see GUARDED"),
            Map.entry("core.session.Standing.entries", "a count, for waits that began before: here none has"),
            Map.entry("core.session.Session.last", "for the words of a fault"),
            Map.entry("core.session.Fault$TimedOut.lastReceived", "words"),
            Map.entry("core.session.Fault$AccessFailed.reason", "words"),
            Map.entry("core.session.CrashDump.log", "contents, with the time in them"),
            Map.entry("core.session.SyslogReader.scratch", "written before it is read"),
            Map.entry("core.iop.DutyCycle.waiting", "a ring, see RINGS"),
            Map.entry("core.iop.DutyCycle.first", "a ring, see RINGS"),
            Map.entry("core.iop.DutyCycle.last", "a ring, see RINGS"),
            Map.entry("core.iop.DutyCycle.held", "a ring, see RINGS"),
            Map.entry("core.iop.DutyCycle.heldFirst", "a ring, see RINGS"),
            Map.entry("emulator.mailbox.MessageRing.words", "a ring, see RINGS"),
            Map.entry("emulator.mailbox.MessageRing.head", "a ring, see RINGS"),
            Map.entry("emulator.mailbox.Fifo.pushed", "a pointer that the host does not read"),
            Map.entry("emulator.mailbox.Fifo.popped", "a pointer that the host does not read"),
            Map.entry("emulator.mailbox.Fifo.dropped", "a count"),
            Map.entry("emulator.mailbox.SendPort.msg0", "written before it is read"),
            Map.entry("emulator.mailbox.SendPort.msg1", "written before it is read"),
            Map.entry("emulator.mailbox.ReceivePort.latch", "written before it is read"),
            Map.entry("emulator.firmware.FirmwareRun.history", "contents of a crash log"),
            Map.entry("emulator.firmware.FirmwareRun.startNanos", "for the times in a crash log"),
            Map.entry("emulator.firmware.RtkitFirmware.words", "written before it is read"),
            Map.entry("emulator.firmware.Outbox.dropped", "a count"),
            Map.entry("emulator.firmware.SyslogEndpoint.lost", "a count"),
            Map.entry("emulator.firmware.Timers.number", "the order, which the queue has"),
            Map.entry("emulator.firmware.Timers$Timer.number", "the order, which the queue has"),
            Map.entry("emulator.fault.FaultInjector.step", "a count, where no plan waits for it"),
            Map.entry("emulator.fault.FaultInjector.struck", "a record for reports"),
            Map.entry("emulator.fault.FaultyMailbox.msg0", "written before it is read"),
            Map.entry("emulator.fault.FaultyMailbox.msg1", "written before it is read"),
            Map.entry("emulator.fault.FaultyMemory.random", "contents"),
            Map.entry("emulator.machine.WorkQueue.queued", "a count, for the pace of a machine with its own clock"),
            Map.entry("emulator.machine.WorkQueue.ended", "a count, for the pace of a machine with its own clock"),
            Map.entry("emulator.machine.WorkQueue.roundEnd", "a count, for the pace of a machine with its own clock"),
            Map.entry("emulator.machine.SparseRam.chunks", "contents: text of the syslog, and crash logs"),
            Map.entry("simulation.Rules.syslogLines", "a count"),
            Map.entry("simulation.World.transcript", "a record for reports"),
            Map.entry("simulation.World.clock", "times count from now"),
            Map.entry("simulation.World.choices", "what is yet to be chosen"),
            Map.entry("simulation.World.moves", "a count"),
            Map.entry("simulation.World.watcher", "who explores"),
            Map.entry("simulation.World.replay", "words"));

    /// Fields that count only while another one, a boolean of the same object, is true.
    static final Map<String, String> GUARDED = Map.of("core.session.Standing.deadlineNanos", "deadlineKnown");

    private static final List<Class<?>> CONSTANTS =
            List.of(IopProfile.class, SessionConfig.class, FirmwareConfig.class, Profile.class, MailboxRegisters.class);

    private static final String ROOT = "org.rtkit4j.";

    private Forgotten() {}

    /// An array of pairs of words of which some are stale.
    ///
    /// @param first where the live ones begin: a pair of a ring, or a word of a window
    /// @param last how many pairs there are in a ring, or the end of a window
    record Ring(Field words, Field first, Field last, boolean isWindow) {
        long[] words(Object owner) {
            return (long[]) read(words, owner);
        }

        int from(Object owner) {
            return isWindow ? (int) read(first, owner) : 2 * (int) read(first, owner);
        }

        int length(Object owner) {
            return isWindow ? (int) read(last, owner) - (int) read(first, owner) : 2 * (int) read(last, owner);
        }
    }

    /// A number that is stale while its guard is false.
    record Guarded(Field number, Field guard) {
        boolean counts(Object owner) {
            return (boolean) read(guard, owner);
        }

        long number(Object owner) {
            return (long) read(number, owner);
        }
    }

    static List<Guarded> guardedOf(Class<?> type) {
        return GUARDED.entrySet().stream()
                .filter(entry -> type.getName()
                        .equals(ROOT
                                + entry.getKey().substring(0, entry.getKey().lastIndexOf('.'))))
                .map(entry -> new Guarded(
                        field(type, entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1)),
                        field(type, entry.getValue())))
                .toList();
    }

    static boolean isForgotten(Field field) {
        String type = field.getDeclaringClass().getName();
        return type.startsWith(ROOT) && FIELDS.containsKey(type.substring(ROOT.length()) + "." + field.getName());
    }

    /// Returns whether objects of this type never change and are the same in every run of the same bounds.
    static boolean isConstant(Class<?> type) {
        return CONSTANTS.contains(type);
    }

    static List<Ring> ringsOf(Class<?> type) {
        var rings = new ArrayList<Ring>();
        switch (type.getName()) {
            case ROOT + "emulator.mailbox.MessageRing" -> rings.add(ring(type, "words", "head", "count", false));
            case ROOT + "core.iop.DutyCycle" -> {
                rings.add(ring(type, "held", "heldFirst", "heldCount", false));
                rings.add(ring(type, "waiting", "first", "last", true));
            }
            default -> {}
        }
        return rings;
    }

    private static Ring ring(Class<?> type, String words, String first, String last, boolean isWindow) {
        return new Ring(field(type, words), field(type, first), field(type, last), isWindow);
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("no such field: " + type.getName() + "." + name, e);
        }
    }

    private static Object read(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
