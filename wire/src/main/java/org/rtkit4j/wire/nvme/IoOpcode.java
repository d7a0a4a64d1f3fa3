package org.rtkit4j.wire.nvme;

/// Commands of the I/O queue. Source: NVM Express Base Specification 1.4, section 6.
public final class IoOpcode {
    public static final int FLUSH = 0x00;
    public static final int WRITE = 0x01;
    public static final int READ = 0x02;
    public static final int WRITE_ZEROES = 0x08;
    public static final int DATASET_MANAGEMENT = 0x09;

    private IoOpcode() {}

    /// Returns the command's name, or its number.
    public static String describe(int opcode) {
        return switch (opcode) {
            case FLUSH -> "Flush";
            case WRITE -> "Write";
            case READ -> "Read";
            case WRITE_ZEROES -> "Write Zeroes";
            case DATASET_MANAGEMENT -> "Dataset Management";
            default -> "0x%02x".formatted(opcode);
        };
    }
}
