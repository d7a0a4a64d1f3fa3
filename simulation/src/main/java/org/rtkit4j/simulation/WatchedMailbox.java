package org.rtkit4j.simulation;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.port.ForwardingMailbox;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;

/// The host's end of the mailbox: writes the transcript, tells the rules, and limits a turn to what was chosen.
final class WatchedMailbox extends ForwardingMailbox {
    private final World world;
    private final InterruptLine receiveNotEmpty;
    private final InterruptLine sendEmpty;
    private final Receiver watch = this::watch;
    private @Nullable Receiver receiver;

    WatchedMailbox(World world, Mailbox mailbox) {
        super(mailbox);
        this.world = world;
        receiveNotEmpty = new LateLine(mailbox.receiveNotEmpty());
        sendEmpty = new LateLine(mailbox.sendEmpty());
    }

    @Override
    public boolean offer(long msg0, long msg1) {
        boolean taken = inner().offer(msg0, msg1);
        if (taken) {
            world.transcript.message(world.now(), Direction.AP_TO_IOP, msg0, msg1);
        }
        world.rules.onOffer(msg1, taken);
        return taken;
    }

    @Override
    public boolean poll(Receiver to) {
        if (!inner().receiveNotEmpty().isAsserted() || !world.takesAnother()) {
            return false;
        }
        receiver = to;
        return inner().poll(watch);
    }

    private void watch(long msg0, long msg1) {
        world.transcript.message(world.now(), Direction.IOP_TO_AP, msg0, msg1);
        world.rules.onDelivery(msg0, msg1);
        if (receiver != null) {
            receiver.onMessage(msg0, msg1);
        }
    }

    @Override
    public InterruptLine receiveNotEmpty() {
        return receiveNotEmpty;
    }

    @Override
    public InterruptLine sendEmpty() {
        return sendEmpty;
    }

    /// A line whose handler may run a little later than it could.
    private final class LateLine implements InterruptLine {
        private final InterruptLine line;

        LateLine(InterruptLine line) {
            this.line = line;
        }

        @Override
        public boolean isAsserted() {
            return line.isAsserted();
        }

        @Override
        public void arm(Runnable handler) {
            line.arm(() -> world.interrupt(handler));
        }

        @Override
        public void disarm() {
            line.disarm();
        }
    }
}
