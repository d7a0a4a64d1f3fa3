package org.rtkit4j.app.emulate;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.fault.FaultPlan;
import org.rtkit4j.emulator.machine.BusFault;
import org.rtkit4j.emulator.machine.Line;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.spmi.SpmiController;
import org.rtkit4j.hardware.bridge.BridgeTarget;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.SpmiRegisters;

/// The emulated Mac whose AP is a kernel in another process: its RAM is the kernel's memory.
///
/// Accesses are those of a [PhysicalSpace]. Each co-processor has [#LINES_EACH] interrupt lines, in the order of the
/// profiles.
public final class BridgedMac implements BridgeTarget {
    /// `send-empty`, `recv-not-empty`, the storage controller's or the DockChannel's, and one that never rises.
    static final int LINES_EACH = 4;

    private static final long ADDRESSES = 1L << 42;
    private static final InterruptLine NEVER = new Line(() -> false);

    private final EmulatedMachine emulated;
    private final Machine machine;
    private final List<Coprocessor> coprocessors;
    private final List<FaultyFront> fronts = new ArrayList<>();
    private final PhysicalSpace space;
    private final MachineRunner runner;

    /// @param memory the machine's RAM, of a multiple of 16 KiB
    /// @throws IllegalArgumentException if two co-processors lie in one place, or one lies in RAM
    public BridgedMac(List<Profile> profiles, MemorySegment memory) {
        this(profiles, memory, _ -> {});
    }

    /// As the other one.
    ///
    /// @param onFault hears of each access that is refused
    BridgedMac(List<Profile> profiles, MemorySegment memory, Consumer<TargetFaultException> onFault) {
        var builder = EmulatedMachine.with(profiles.getFirst()).memory(memory);
        profiles.stream().skip(1).forEach(builder::and);
        emulated = builder.build();
        machine = emulated.machine();
        coprocessors = emulated.coprocessors();
        coprocessors.forEach(coprocessor -> fronts.add(new FaultyFront(machine, coprocessor)));
        machine.attach(MacTree.SPMI, SpmiRegisters.BYTES, new SpmiController(MacTree.PMU_SLAVE));
        machine.attach(MacTree.PMGR, MacTree.PMGR_BYTES, new PowerStates(resets()));
        space = new PhysicalSpace(machine, new FrontedSpace(fronts, machine.registers(0, ADDRESSES)), onFault);
        runner = MachineRunner.start(machine);
    }

    /// Tries that there is a place for each of them.
    ///
    /// @throws IllegalArgumentException if two of them lie in one
    static void requireRoom(List<Profile> profiles) {
        try (var arena = Arena.ofShared()) {
            new BridgedMac(profiles, arena.allocate(Ram.PAGE_BYTES)).close();
        }
    }

    List<Coprocessor> coprocessors() {
        return coprocessors;
    }

    private List<Runnable> resets() {
        var resets = new ArrayList<Runnable>();
        resets.add(() -> {});
        for (int i = 0; i < fronts.size(); i++) {
            Profile profile = coprocessors.get(i).profile();
            resets.add(profile.isResettable() ? fronts.get(i)::reset : () -> refuseReset(profile));
        }
        return resets;
    }

    // Where there is no reset, trying is an SError.
    private static void refuseReset(Profile profile) {
        throw new BusFault(profile.base(), Integer.BYTES);
    }

    @Override
    public List<InterruptLine> lines() {
        var lines = new ArrayList<InterruptLine>();
        for (int i = 0; i < fronts.size(); i++) {
            lines.add(fronts.get(i).line(MailboxInterrupt.SEND_EMPTY));
            lines.add(fronts.get(i).line(MailboxInterrupt.RECEIVE_NOT_EMPTY));
            Coprocessor coprocessor = coprocessors.get(i);
            lines.add(own(coprocessor));
            lines.add(NEVER);
        }
        return lines;
    }

    private static InterruptLine own(Coprocessor coprocessor) {
        if (coprocessor.profile().mtp() != null) {
            return coprocessor.interrupt("dockchannel");
        }
        return coprocessor.profile().nvme() == null ? NEVER : coprocessor.interrupt("nvme");
    }

    @Override
    public long load(long physAddr, int widthBytes) throws TargetFaultException {
        return space.load(physAddr, widthBytes);
    }

    @Override
    public void store(long physAddr, int widthBytes, long value) throws TargetFaultException {
        space.store(physAddr, widthBytes, value);
    }

    @Override
    public void read(long physAddr, byte[] into) throws TargetFaultException {
        space.read(physAddr, into, 0, into.length);
    }

    @Override
    public void write(long physAddr, byte[] bytes) throws TargetFaultException {
        space.write(physAddr, bytes, 0, bytes.length);
    }

    /// Takes `NAME PLAN`: `ans 0:CRASH:0`, or `smc 3:LOSE:0,9:DELAY:20000000`, where steps count from now on; see
    /// [FaultPlan].
    @Override
    public String fault(String request) {
        String[] words = request.strip().split("\\s+", 2);
        for (int i = 0; i < fronts.size(); i++) {
            if (words.length == 2
                    && MacTree.nodeName(coprocessors.get(i).profile()).equals(words[0])) {
                return fronts.get(i).strike(FaultPlan.parse(words[1]));
            }
        }
        throw new IllegalArgumentException("not NAME PLAN, with the name of a co-processor: text=" + request.strip());
    }

    @Override
    public String state() {
        return coprocessors.stream().map(BridgedMac::stateOf).collect(Collectors.joining());
    }

    private static String stateOf(Coprocessor coprocessor) {
        String name = MacTree.nodeName(coprocessor.profile());
        String common = "%s state=%s crash-reported=%s dropped-messages=%d lost-log-lines=%d"
                .formatted(
                        name,
                        coprocessor.state(),
                        coprocessor.isCrashReported() ? "yes" : "no",
                        coprocessor.droppedMessages(),
                        coprocessor.lostLogLines());
        if (coprocessor.profile().nvme() == null) {
            return common + "\n";
        }
        var storage = coprocessor.storage();
        return "%s commands=%d host-bugs=%s\n".formatted(common, storage.commands(), storage.hostBugs());
    }

    /// Switches it off. What the disk's cache holds is lost, as with any machine.
    @Override
    public void close() {
        try {
            runner.close();
        } catch (IllegalStateException e) {
            // Else the kernel has taken its memory away under the machine.
            if (!(e.getCause() instanceof InternalError)) {
                throw e;
            }
        } finally {
            emulated.close();
        }
    }
}
