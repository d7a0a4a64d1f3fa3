package org.rtkit4j.emulator.mtp;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.dockchannel.Comm;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;

/// What the firmware says: reports by itself, answers to commands. Hazards strike on the way.
final class HidVoice {
    private final PacketOutbox outbox;
    private final HazardBox hazards;

    HidVoice(PacketOutbox outbox, HazardBox hazards) {
        this.outbox = outbox;
        this.hazards = hazards;
    }

    /// Returns whether everything that was said is gone.
    boolean isSilent() {
        return outbox.isEmpty();
    }

    boolean hasRoomFor(int length) {
        return outbox.hasRoomFor(length);
    }

    /// Says something on interface 0.
    void tell(byte[] message) {
        send(Comm.NUMBER, message, 0);
    }

    /// Reports from an interface.
    ///
    /// @return whether there was room
    boolean report(int number, byte[] report) {
        if (hazards.takes(MtpHazard.LONGEST_PACKET)) {
            send(number, new byte[DockPacket.MOST_PAYLOAD_BYTES - Integer.BYTES - DockPayload.HEAD_BYTES], 0);
        }
        boolean isTorn = hazards.takes(MtpHazard.TORN_PACKET);
        boolean taken = send(number, report, hazards.takes(MtpHazard.WRONG_CHECKSUM) ? 1 : 0);
        if (isTorn) {
            outbox.tear(Long.BYTES);
        }
        return taken;
    }

    private boolean send(int number, byte[] report, int error) {
        int payload = DockPayload.HEAD_BYTES + DockPacket.filledUp(report.length);
        long header = DockPacket.header(DockPacket.REPORT, payload, 0, number);
        long head = DockPayload.head(DockPayload.INPUT_REPORT, report.length, 0);
        return outbox.put(header, head, report, report.length, error);
    }

    /// Answers a command.
    ///
    /// @param header the command's, as `head`
    /// @param first the command, or the report's number
    void answer(long header, long head, int code, byte first, byte @Nullable ... rest) {
        if (hazards.takes(MtpHazard.LOST_ANSWER)) {
            return;
        }
        byte[] data = new byte[1 + (rest == null ? 0 : rest.length)];
        data[0] = first;
        if (rest != null) {
            System.arraycopy(rest, 0, data, 1, rest.length);
        }
        int number = (int) DockPacket.INTERFACE.get(header);
        int sequence = (int) DockPacket.SEQUENCE.get(header);
        int flags = (int) DockPayload.FLAGS.get(head);
        if (hazards.takes(MtpHazard.OTHER_ANSWER)) {
            byte[] other = {(byte) ~first};
            outbox.put(DockPacket.COMMAND, sequence, number, DockPayload.head(flags, 1, 0), other);
        }
        outbox.put(DockPacket.COMMAND, sequence, number, DockPayload.head(flags, data.length, code), data);
    }
}
