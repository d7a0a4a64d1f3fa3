package org.rtkit4j.app.emulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.dma.DartTables;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.machine.BusFault;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.spmi.SpmiController;
import org.rtkit4j.wire.register.DartRegisters;
import org.rtkit4j.wire.register.SpmiRegisters;

/// One life of the emulated Mac: co-processors, power manager, the power chip, and what the boot loader left in
/// memory. A reboot makes a new one.
final class MacMachine implements AutoCloseable {
    private static final int CPU_FEATURES_BYTES = 20;

    // Through which a display's own engine writes its registers, beside that of the picture. Source: m1n1
    // fw/dcp/manager.py, `map_buf`; linux t8103.dtsi, `piodma`.
    private static final int REGISTER_STREAM = 4;

    private final EmulatedMachine emulated;
    private final Machine machine;
    private final List<Coprocessor> coprocessors;
    private final MachineRunner runner;
    private final Map<Long, DartTables> darts = new HashMap<>();
    private long freeTable = MacLayout.TABLES;

    MacMachine(List<Profile> profiles) {
        var builder = EmulatedMachine.with(profiles.getFirst());
        profiles.stream().skip(1).forEach(builder::and);
        emulated = builder.build();
        machine = emulated.machine();
        coprocessors = emulated.coprocessors();
        machine.attach(MacTree.SPMI, SpmiRegisters.BYTES, new SpmiController(MacTree.PMU_SLAVE));
        machine.attach(MacTree.PMGR, MacTree.PMGR_BYTES, new PowerStates(resets()));
        byte[] tree = MacTree.of(coprocessors);
        leave(MacLayout.DEVICE_TREE, tree);
        leave(MacLayout.BOOT_ARGS, MacBootArgs.of(tree.length, "-v", BootFramebuffer.of(profiles)));
        leave(MacLayout.CPU_FEATURES, new byte[CPU_FEATURES_BYTES]);
        profiles.forEach(this::leaveTranslating);
        runner = MachineRunner.start(machine);
    }

    Machine machine() {
        return machine;
    }

    List<Coprocessor> coprocessors() {
        return coprocessors;
    }

    /// Resets the co-processor of a power domain; returns whether there is one of that name.
    boolean reset(String domain) {
        for (Coprocessor coprocessor : coprocessors) {
            boolean isIt = MacTree.powerDomain(coprocessor.profile()).equals(domain);
            if (isIt && coprocessor.profile().isResettable()) {
                coprocessor.reset();
                return true;
            }
        }
        return false;
    }

    /// Returns whether the tree has a node at this path that can be powered.
    boolean hasNode(String path) {
        return coprocessors.stream()
                .anyMatch(coprocessor -> path.equals("/arm-io/" + MacTree.nodeName(coprocessor.profile())));
    }

    /// Takes a stream of a DART into service, and returns its number; 0: there is no such DART.
    long startDart(long registers, int stream, boolean keepsTables) {
        boolean exists = coprocessors.stream()
                .flatMap(coprocessor -> filters(coprocessor.profile()))
                .anyMatch(filter -> filter instanceof DmaSpec.WithDart dart && dart.physAddr() == registers);
        if (!exists || stream >= DartRegisters.STREAMS) {
            return 0;
        }
        var window = machine.registers(registers, DartRegisters.BYTES);
        var tables = new DartTables(machine, window, stream, this::takeTable);
        tables.start(keepsTables);
        long number = registers + stream;
        darts.put(number, tables);
        return number;
    }

    // A Mac's firmware has shown its logo before any boot loader runs: what displays reach is translated. m1n1's
    // experiments with them map, and switch nothing on.
    private void leaveTranslating(Profile profile) {
        DisplayConfig display = profile.display();
        if (display != null) {
            translate(profile.dma(), 0);
            translate(display.dma(), 0);
            translate(display.dma(), REGISTER_STREAM);
        }
    }

    private void translate(DmaSpec filter, int behind) {
        if (filter instanceof DmaSpec.WithDart dart) {
            var window = machine.registers(dart.physAddr(), DartRegisters.BYTES);
            new DartTables(machine, window, dart.stream() + behind, this::takeTable).start(false);
        }
    }

    private static Stream<DmaSpec> filters(Profile profile) {
        DisplayConfig display = profile.display();
        return display == null ? Stream.of(profile.dma()) : Stream.of(profile.dma(), display.dma());
    }

    /// Returns the tables of a stream that is in service, or null.
    @Nullable
    DartTables dart(long number) {
        return darts.get(number);
    }

    void forgetDart(long number) {
        darts.remove(number);
    }

    @Override
    public void close() {
        try (emulated) {
            runner.close();
        }
    }

    private List<Runnable> resets() {
        var resets = new ArrayList<Runnable>();
        resets.add(() -> {});
        coprocessors.forEach(coprocessor -> resets.add(() -> resetOrFault(coprocessor)));
        return resets;
    }

    // Where there is no reset, trying is an SError.
    private static void resetOrFault(Coprocessor coprocessor) {
        if (!coprocessor.profile().isResettable()) {
            throw new BusFault(coprocessor.profile().base(), Integer.BYTES);
        }
        coprocessor.reset();
    }

    // A table that was freed is not used again: 256 of them last longer than any script.
    private long takeTable() {
        long table = freeTable;
        if (table >= MacLayout.TABLES_END) {
            return 0;
        }
        freeTable += 1L << DartRegisters.PAGE_SHIFT;
        return table;
    }

    private void leave(long physAddr, byte[] bytes) {
        machine.write(physAddr, bytes, 0, bytes.length);
    }
}
