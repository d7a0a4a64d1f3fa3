package org.rtkit4j.app.probe;

import java.util.Arrays;
import java.util.List;
import org.rtkit4j.wire.message.CoprocessorKind;

/// What a probe does, in this order; each step is told before it is done.
enum ProbeStep {
    LOOK_UP("look it up in the machine's device tree, and which chip and system firmware that names"),
    BOOT("boot it, as drivers do, and listen for 300 ms"),
    PING("send a PING"),
    POLL("send what macOS polls ioreport with"),
    READ_REGISTERS("read CC, VS, BASE_CMD_ID"),
    ENABLE("enable the controller with queues in memory of ours"),
    IDENTIFY("Identify: with PRP2 0, with an opcode in its TCB, into the middle of a page, with none of these"),
    READ_BLOCKS("make the I/O queues; Flush with a PRP; read two blocks with PRP2 0"),
    DISABLE("disable the controller"),
    READ_KEYS("read the names, types and sizes of its keys, and the order of B0RM by BCF0, BRSC and B0FC"),
    LEAVE("take it down as its drivers do"),
    LEAVE_RUNNING("leave it running, as its drivers do");

    private final String text;

    ProbeStep(String text) {
        this.text = text;
    }

    /// Returns what is done, in words.
    String text() {
        return text;
    }

    /// Returns the steps for a kind of co-processor, as far as they are known before it is looked at.
    static List<ProbeStep> of(CoprocessorKind kind) {
        return Arrays.stream(values()).filter(step -> step.concerns(kind)).toList();
    }

    private boolean concerns(CoprocessorKind kind) {
        return switch (this) {
            case LOOK_UP, BOOT, PING, POLL, LEAVE -> true;
            case READ_REGISTERS, ENABLE, IDENTIFY, READ_BLOCKS, DISABLE, LEAVE_RUNNING -> kind == CoprocessorKind.ANS;
            case READ_KEYS -> kind == CoprocessorKind.SMC;
        };
    }
}
