package org.rtkit4j.emulator.nvme;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rtkit4j.emulator.firmware.DeviceFirmware;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.nvme.Tunnel;

/// The vendor's tunnel: requests to the firmware itself, in buffers that the SART lets it reach.
///
/// An access that it does not is a [org.rtkit4j.emulator.machine.DmaFault]: a data abort of the firmware. The contents
/// of the answers are invented.
final class TunnelCommands {
    private final IoSpace memory;
    private final DeviceFirmware firmware;
    private final byte[] buffer = new byte[Tunnel.BUFFER_BYTES];
    private long unixTime;

    TunnelCommands(IoSpace memory, DeviceFirmware firmware) {
        this.memory = memory;
        this.firmware = firmware;
    }

    /// Returns the time that the host has set last, in seconds since 1970; 0: none.
    long unixTime() {
        return unixTime;
    }

    NvmeStatus carryOut(Command command) {
        memory.load(command.tunnelRequest(), buffer, 0, buffer.length);
        MemorySegment request = MemorySegment.ofArray(buffer);
        int opcode = (int) Tunnel.OPCODE.get(request, 0);
        switch (opcode) {
            case Tunnel.SET_TIME -> unixTime = Tunnel.UNIX_TIME.get(request, 0);
            case Tunnel.NAND_ID -> answer(command, "EXAMPLE1");
            case Tunnel.NAND_GEOMETRY -> answer(command, "2 channels, 4 dies");
            default -> {
                firmware.log("nvme_tunnel.c:57", "unknown request: 0x%x".formatted(opcode));
                return NvmeStatus.INVALID_FIELD;
            }
        }
        return NvmeStatus.SUCCESS;
    }

    private void answer(Command command, String text) {
        Arrays.fill(buffer, (byte) 0);
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, buffer, 0, ascii.length);
        memory.store(command.tunnelAnswer(), buffer, 0, buffer.length);
    }
}
