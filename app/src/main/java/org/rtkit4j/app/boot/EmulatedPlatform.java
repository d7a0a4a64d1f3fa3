package org.rtkit4j.app.boot;

import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.emulator.Coprocessor;

/// An emulated co-processor as a driver sees it: registers, memory, interrupt lines.
final class EmulatedPlatform {
    private EmulatedPlatform() {}

    static Platform of(Coprocessor coprocessor) {
        var mailbox = new RegisterMailbox(
                coprocessor.registers(), coprocessor.layout(), coprocessor.receiveNotEmpty(), coprocessor.sendEmpty());
        return new Platform(mailbox, new CpuControl(coprocessor.cpu()), coprocessor.memory(), coprocessor::reset);
    }
}
