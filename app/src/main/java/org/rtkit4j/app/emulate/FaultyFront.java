package org.rtkit4j.app.emulate;

import java.util.List;
import java.util.stream.Collectors;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.fault.FaultInjector;
import org.rtkit4j.emulator.fault.FaultKind;
import org.rtkit4j.emulator.fault.FaultPlan;
import org.rtkit4j.emulator.fault.Injection;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Work;
import org.rtkit4j.emulator.mailbox.MailboxDevice;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;
import org.rtkit4j.wire.port.Registers;
import org.rtkit4j.wire.register.MailboxInterrupt;
import org.rtkit4j.wire.register.MailboxRegisters;

/// A mailbox before a co-processor's own, in which faults strike: an AP that has nothing but registers gets these.
///
/// What the AP writes goes on to the co-processor's mailbox, and back, as one piece of the machine's work, through a
/// [FaultInjector]; both mailboxes have their own FIFOs. Any thread may use the registers.
final class FaultyFront {
    // The status of the CPU is mirrored before the mailbox's own registers.
    private static final int FIRST = Long.BYTES;

    // Of a second word that was taken: what is above are counters of the hardware's.
    private static final long AS_WRITTEN = 0xffff_ffffL;

    private final Machine machine;
    private final Coprocessor coprocessor;
    private final Mailbox behind;
    private final MailboxDevice front;
    private final Work work;
    private final Hand toIop = new Hand();
    private final Hand toAp = new Hand();
    private FaultInjector faults;

    FaultyFront(Machine machine, Coprocessor coprocessor) {
        this.machine = machine;
        this.coprocessor = coprocessor;
        behind = Platform.of(coprocessor).mailbox();
        faults = injector(FaultPlan.NONE);
        var device = new MailboxDevice[1];
        work = machine.work(this::carry, () -> device[0].raiseLines());
        front = new MailboxDevice(
                coprocessor.layout(), coprocessor.profile().mailboxDepth(), work::ready, machine.interrupts());
        device[0] = front;
        work.ready();
    }

    /// A message on its way from one mailbox to the other, for which the other has no room yet.
    private static final class Hand implements Mailbox.Receiver {
        private final long[] words = new long[2];
        private boolean isFull;

        @Override
        public void onMessage(long msg0, long msg1) {
            words[0] = msg0;
            words[1] = msg1;
            isFull = true;
        }
    }

    Registers registers() {
        return front;
    }

    /// Returns the offset of an address in these registers; -1 where it is not one of them.
    long offset(long physAddr) {
        long offset = physAddr - coprocessor.profile().base() - MailboxRegisters.WINDOW_OFFSET;
        return offset >= FIRST && offset < MailboxRegisters.WINDOW_BYTES ? offset : -1;
    }

    InterruptLine line(MailboxInterrupt which) {
        return front.line(which);
    }

    /// Makes a plan the one that is in force, from here on; the one before is over, with whatever of it lasts.
    ///
    /// @return what has struck at once, in words
    /// @throws IllegalArgumentException if it has faults that cannot strike here
    String strike(FaultPlan plan) {
        List<FaultKind> elsewhere = plan.injections().stream()
                .map(Injection::kind)
                .filter(kind -> !kind.isRemote())
                .toList();
        if (!elsewhere.isEmpty()) {
            throw new IllegalArgumentException("a kernel's own accesses do not fail here: kinds=" + elsewhere);
        }
        var struck = new StringBuilder();
        machine.exclusively(() -> {
            faults = injector(plan);
            faults.begin();
            struck.append(faults.struck().stream().map(FaultKind::sentence).collect(Collectors.joining("; ")));
        });
        work.ready();
        return struck.isEmpty() ? "armed: " + plan : struck.toString();
    }

    private FaultInjector injector(FaultPlan plan) {
        return new FaultInjector(plan, coprocessor, behind, coprocessor.memory(), machine::nowNanos);
    }

    /// Resets both mailboxes and the co-processor.
    void reset() {
        machine.exclusively(() -> {
            faults.reset();
            front.reset();
            behind.start();
            toIop.isFull = false;
            toAp.isFull = false;
        });
        front.raiseLines();
        work.ready();
    }

    private void carry() {
        faults.onTime();
        carryToIop();
        carryToAp();
        if (!toAp.isFull) {
            faults.mailbox().receiveNotEmpty().arm(work::ready);
        }
        long due = faults.nextDueNanos();
        work.at(due == FaultInjector.NEVER ? Work.NEVER : due);
    }

    private void carryToIop() {
        while (toIop.isFull || front.take(toIop.words)) {
            long msg1 = toIop.words[1] & AS_WRITTEN;
            toIop.isFull = !faults.mailbox().offer(toIop.words[0], msg1);
            if (toIop.isFull) {
                faults.mailbox().sendEmpty().arm(work::ready);
                return;
            }
        }
    }

    // A front that is full rings for this work once the AP has made room.
    private void carryToAp() {
        while (toAp.isFull || faults.mailbox().poll(toAp)) {
            toAp.isFull = !front.offer(toAp.words[0], toAp.words[1]);
            if (toAp.isFull) {
                return;
            }
        }
    }
}
