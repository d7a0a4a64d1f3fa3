package org.rtkit4j.drivers.smc;

import org.rtkit4j.wire.message.SmcResult;

/// A pin of the power controller behind a key `gPxx`: a command in bits 31:24 of a word, a value below.
///
/// Reads go through the read-write command: a plain read gives the level once only. Source: asahi linux
/// `gpio-macsmc.c`, asahi docs `smc.md`. Blocks as [Smc] does.
public final class GpioPin {
    /// When a pin interrupts.
    public enum Trigger {
        HIGH,
        LOW,
        RISING,
        FALLING,
        BOTH
    }

    private static final int OUTPUT = 1;
    private static final int INPUT = 2;
    private static final int PIN_MODE = 3;
    private static final int IRQ_ENABLE = 4;
    private static final int IRQ_ACK = 5;
    private static final int IRQ_MODE = 6;

    private final Smc smc;
    private final SmcKey key;

    GpioPin(Smc smc, SmcKey key) {
        this.smc = smc;
        this.key = key;
    }

    public SmcKey key() {
        return key;
    }

    /// Returns its number, 0 to 255.
    public int number() {
        return Integer.parseInt(key.toString().substring(2), 16);
    }

    /// Drives the pin. Linux's word; m1n1 writes 0x00800000 and the level instead, and both work.
    public void drive(boolean high) throws SmcException, InterruptedException {
        write(OUTPUT, high ? 1 : 0);
    }

    /// Returns the level on the pin.
    public boolean level() throws SmcException, InterruptedException {
        return isSet(INPUT);
    }

    /// Returns whether the pin is driven.
    ///
    /// A pin that refuses to tell its mode is an input where it tells its interrupt mode.
    public boolean isOutput() throws SmcException, InterruptedException {
        try {
            return isSet(PIN_MODE);
        } catch (SmcException e) {
            if (!(e.fault() instanceof SmcFault.Refused) || !canInterrupt()) {
                throw e;
            }
            return false;
        }
    }

    /// Returns whether the pin can interrupt.
    public boolean canInterrupt() throws SmcException, InterruptedException {
        try {
            ask(IRQ_MODE);
            return true;
        } catch (SmcException e) {
            if (e.fault() instanceof SmcFault.Refused) {
                return false;
            }
            throw e;
        }
    }

    /// Lets the pin interrupt; [SmcEvent.Interrupt] tells of it where notifications are on.
    public void interruptOn(Trigger trigger) throws SmcException, InterruptedException {
        write(
                IRQ_MODE,
                switch (trigger) {
                    case HIGH -> 0;
                    case LOW -> 1;
                    case RISING -> 2;
                    case FALLING -> 3;
                    case BOTH -> 4;
                });
        write(IRQ_ENABLE, 1);
    }

    /// Lets the pin interrupt no more.
    public void disableInterrupt() throws SmcException, InterruptedException {
        write(IRQ_ENABLE, 0);
    }

    /// Lets the pin interrupt again after it has.
    public void acknowledge() throws SmcException, InterruptedException {
        write(IRQ_ACK, 1);
    }

    private void write(int command, int value) throws SmcException, InterruptedException {
        smc.write(key, word(command, value));
    }

    private boolean isSet(int command) throws SmcException, InterruptedException {
        return (ask(command)[0] & 1) != 0;
    }

    private byte[] ask(int command) throws SmcException, InterruptedException {
        byte[] value = smc.readWrite(key, word(command, 0), Integer.BYTES);
        if (value.length != Integer.BYTES) {
            throw new SmcException(new SmcFault.Refused("pin " + key, SmcResult.SIZE_MISMATCH.code()));
        }
        return value;
    }

    // No value that is written has more than a byte.
    private static byte[] word(int command, int value) {
        return new byte[] {(byte) value, 0, 0, (byte) command};
    }
}
