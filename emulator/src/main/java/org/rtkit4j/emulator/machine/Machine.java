package org.rtkit4j.emulator.machine;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Registers;

/// A machine: physical memory, devices, a clock, and the work that its co-processors have to do.
///
/// It owns no thread: [#step] runs one piece of work, and a test, or a [MachineRunner], calls it. Registers and
/// memory may be used from any thread at any time.
public final class Machine {
    /// Where RAM begins, as on M1.
    public static final long RAM_BASE = 0x8_0000_0000L;

    /// Size of RAM; what is not used costs nothing.
    public static final long RAM_BYTES = 0x4_0000_0000L;

    private static final int IDLE_STEP_BOUND = 1_000_000;
    private static final int TURN_BOUND = 16;
    private static final long IOVA_BYTES = 0x4000_0000L;

    // How long a runner leaves a machine alone whose time stands: a host may have come for its interrupt meanwhile.
    private static final long HELD_PARK_NANOS = 2_000_000;

    private final MachineClock clock;
    private final AddressSpace space = new AddressSpace();
    private final Ram ram;
    private final RangeAllocator allocator;
    private final WorkQueue queue;
    private final AtomicLong works = new AtomicLong();
    // Held while firmware runs, and never while an interrupt handler does.
    private final ReentrantLock stepping = new ReentrantLock();
    private final AtomicReference<@Nullable Runnable> onWork = new AtomicReference<>();

    /// A machine with 16 GiB of RAM and a clock that its owner moves.
    ///
    /// @param clock nanoseconds from an arbitrary start, never backwards
    public Machine(LongSupplier clock) {
        this(MachineClock.of(clock), RAM_BYTES);
    }

    /// A machine with RAM of another size.
    ///
    /// @param ramBytes size of RAM, a multiple of 16 KiB
    public Machine(MachineClock clock, long ramBytes) {
        this(clock, new SparseRam(ramBytes));
    }

    /// Makes a machine for a crowd of co-processors that each write little: its RAM takes an eighth of what it would
    /// for each, and more time for large copies.
    ///
    /// @param ramBytes size of RAM, a multiple of 16 KiB
    public static Machine ofCrowd(MachineClock clock, long ramBytes) {
        return new Machine(clock, new SparseRam(ramBytes, SparseRam.SMALL_GRANULE_BYTES));
    }

    /// A machine whose RAM is somebody else's memory too.
    ///
    /// @param ram of a multiple of 16 KiB, which every thread may access as long as the machine is in use
    public Machine(MachineClock clock, MemorySegment ram) {
        this(clock, new MappedRam(ram));
    }

    private Machine(MachineClock clock, Ram ram) {
        this.clock = clock;
        queue = new WorkQueue(clock, this::announce);
        clock.interrupts().onRaised(this::onInterrupt);
        this.ram = ram;
        allocator = new RangeAllocator(RAM_BASE, ram.sizeBytes());
        space.attach(RAM_BASE, ram.sizeBytes(), ram);
    }

    /// Returns a window of the physical address space.
    ///
    /// Accesses throw [BusFault] where nothing is, [IllegalArgumentException] where misaligned and
    /// [IndexOutOfBoundsException] outside the window.
    public Registers registers(long physAddr, long sizeBytes) {
        return space.window(physAddr, sizeBytes);
    }

    /// Puts a device into the address space; it sees offsets from `physAddr`, aligned to the width of the access.
    ///
    /// @throws IllegalArgumentException if something is there already
    public void attach(long physAddr, long sizeBytes, Registers device) {
        space.attach(physAddr, sizeBytes, device);
    }

    /// Refuses a range that no device can have.
    ///
    /// @throws IllegalArgumentException if it is none, or something lies in it
    public void requireFree(long physAddr, long sizeBytes) {
        space.requireFree(physAddr, sizeBytes);
    }

    /// Copies memory out, across granules but not across the end of a piece of memory.
    ///
    /// @throws BusFault where there is no memory
    public void read(long physAddr, byte[] destination, int from, int length) {
        AddressSpace.Range range = memoryAt(physAddr, length);
        ((Ram) range.device()).read(physAddr - range.base(), destination, from, length);
    }

    /// Reads 64 bits of memory.
    ///
    /// @throws BusFault where there is no memory, or the address is misaligned
    public long readMemory64(long physAddr) {
        AddressSpace.Range range = memoryAt(physAddr, Long.BYTES);
        long offset = physAddr - range.base();
        if ((offset & (Long.BYTES - 1)) == 0) {
            return range.device().read64(offset);
        }
        throw new BusFault(physAddr, Long.BYTES);
    }

    /// Copies memory in, across granules but not across the end of a piece of memory.
    ///
    /// @throws BusFault where there is no memory
    public void write(long physAddr, byte[] source, int from, int length) {
        AddressSpace.Range range = memoryAt(physAddr, length);
        ((Ram) range.device()).write(physAddr - range.base(), source, from, length);
    }

    /// Makes the memory that one co-processor can reach, and puts its regions into the address space.
    ///
    /// @param iovaBase where the addresses that the co-processor is given begin; 0: it sees physical addresses
    /// @param regions memory of its own, in whole pages of 16 KiB; AP and co-processor see it at one address
    /// @param filter what its accesses to all other memory pass
    public IoSpace ioSpace(long iovaBase, List<Region> regions, DmaFilter filter) {
        Map<Region, Ram> own = new LinkedHashMap<>();
        for (Region region : regions) {
            var memory = new SparseRam(region.sizeBytes());
            attach(region.start(), region.sizeBytes(), memory);
            own.put(region, memory);
        }
        RangeAllocator iovas = iovaBase == 0 ? null : new RangeAllocator(iovaBase, IOVA_BYTES);
        return new IoSpace(ram, RAM_BASE, allocator, iovas, own, filter);
    }

    /// Returns RAM itself, for devices that reach it past every filter; its offsets count from [#RAM_BASE].
    public Ram ram() {
        return ram;
    }

    /// Makes the work of a device.
    ///
    /// @param action one small piece of work; no other runs at the same time
    /// @param afterwards called at the end of its turn, when the next may already run: the place to call interrupt
    ///     handlers
    public Work work(Runnable action, Runnable afterwards) {
        return new Work(queue, works.incrementAndGet(), action, afterwards);
    }

    /// Runs `action` while no work runs.
    public void exclusively(Runnable action) {
        stepping.lock();
        try {
            action.run();
        } finally {
            stepping.unlock();
        }
    }

    /// Returns the clock, by which a host in this process should measure its waits.
    public MachineClock clock() {
        return clock;
    }

    /// Returns the interrupts for which the machine's time waits; for the lines of devices.
    public RaisedInterrupts interrupts() {
        return clock.interrupts();
    }

    /// Returns the time of this machine's clock.
    public long nowNanos() {
        return clock.getAsLong();
    }

    /// Runs one piece of work that is due; returns whether there was one.
    public boolean step() {
        return turn(1);
    }

    /// Runs one piece of work that is due, and again as long as it asks for it, as often as a mailbox holds
    /// messages; what comes afterwards comes once. A co-processor with several messages before it then takes them
    /// all while it is in the caches: among thousands, each finds them full of the others.
    ///
    /// @return whether there was one
    public boolean turn() {
        return turn(TURN_BOUND);
    }

    boolean turn(int bound) {
        Work work = queue.take();
        if (work == null) {
            return false;
        }
        try {
            run(work);
            for (int runs = 1; runs < bound && queue.goesOn(work); runs++) {
                run(work);
            }
        } finally {
            // Whoever made it ready meanwhile has woken nobody.
            if (queue.end(work)) {
                announce();
            }
        }
        work.afterwards.run();
        return true;
    }

    private void run(Work work) {
        stepping.lock();
        try {
            work.action.run();
        } finally {
            stepping.unlock();
        }
    }

    /// Returns when the next work is due on this machine's clock: now or earlier where some is,
    /// `Long.MAX_VALUE` where there is none.
    public long nextDueNanos() {
        return queue.nextDueNanos();
    }

    /// Returns for how long there is nothing to do, in nanoseconds of the clock; `Long.MAX_VALUE` until there is new
    /// work.
    long idleNanos() {
        long due = queue.nextDueNanos();
        long idle = due == Work.NEVER ? Long.MAX_VALUE : Math.max(0, due - nowNanos());
        return clock.isHeld() ? Math.min(idle, HELD_PARK_NANOS) : idle;
    }

    /// Steps until nothing is due.
    ///
    /// @throws IllegalStateException if that is not so after a million steps
    public void runUntilIdle() {
        for (int steps = 0; steps < IDLE_STEP_BOUND; steps++) {
            if (!step()) {
                return;
            }
        }
        throw new IllegalStateException("machine does not become idle: steps=" + IDLE_STEP_BOUND);
    }

    /// Has `runner` called whenever there is new work, or work due sooner, until [#leave].
    ///
    /// @throws IllegalStateException if another one runs the machine
    void run(Runnable runner) {
        if (!onWork.compareAndSet(null, runner)) {
            throw new IllegalStateException("the machine is run already");
        }
    }

    /// Nobody runs the machine any more.
    void leave() {
        onWork.set(null);
        queue.letGo();
    }

    // Nobody steps a machine that has nothing to do: its time would stand for ever.
    private void onInterrupt() {
        if (!clock.isHeld() && queue.hold()) {
            announce();
        }
    }

    private void announce() {
        Runnable runner = onWork.get();
        if (runner != null) {
            runner.run();
        }
    }

    private AddressSpace.Range memoryAt(long physAddr, int length) {
        AddressSpace.Range range = space.at(physAddr, length);
        if (!(range.device() instanceof Ram)) {
            throw new BusFault(physAddr, length);
        }
        return range;
    }
}
