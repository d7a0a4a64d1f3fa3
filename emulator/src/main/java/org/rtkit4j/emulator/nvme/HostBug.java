package org.rtkit4j.emulator.nvme;

/// What a host does wrong. The controller notices it; where the hardware would not survive it, the firmware crashes.
///
/// Which of them real firmware crashes at is known for the tags (linux `nvme-pci`, for T2: a tag that is live in
/// both queues shuts the machine down; linux 6fe0687, CVE-2026-72131, for t8015) and for the queue registers
/// (aurora `apple.c`); *guess* for the other fatal ones, where it would read what is not there.
public enum HostBug {
    TAG_OUT_OF_RANGE(true, "tag out of range"),
    TAG_IN_USE(true, "tag is in use, in this queue or the other"),
    DUPLICATE_TAG(true, "duplicate tag error for tag"),
    SLOT_OUTSIDE_QUEUE(true, "slot outside its queue"),
    QUEUE_OUTSIDE_MEMORY(true, "queue outside memory"),
    TCB_OUTSIDE_MEMORY(true, "no TCBs: base is null, misaligned or outside memory"),
    NULL_QUEUE_REGISTERS(true, "null I/O SQ and CQ addresses"),
    QUEUE_REGISTERS_EARLY(false, "I/O queue registers written before Create I/O Submission Queue are forgotten"),
    QUEUE_REGISTERS_DIFFER(false, "I/O queue registers are not what the queues were created with"),
    QUEUE_SIZE_DIFFERS(false, "IOQA is not the size that the queues were created with"),
    TAG_NOT_INVALIDATED(false, "tag used again before its TCB was invalidated"),
    INVALIDATED_IN_FLIGHT(false, "TCB invalidated while its command runs"),
    INVALIDATED_UNUSED(false, "TCB invalidated that is not in use"),
    TCB_OPCODE(false, "TCB has another opcode than the command"),
    TCB_OPCODE_SET(false, "TCB has an opcode: the byte is reserved"),
    TCB_TAG(false, "TCB has another tag"),
    TCB_LENGTH(false, "TCB has another length than the command"),
    TCB_PRP(false, "TCB has other PRPs than the command: NVMMU refuses"),
    TCB_DIRECTION(false, "TCB does not allow this direction: NVMMU refuses"),
    NULL_PRP(false, "completed with err BAD_CMD: NULL_PRP_PTR_ERR"),
    PRP_OUTSIDE_MEMORY(false, "PRP outside memory"),
    COMMAND_ID(false, "command id is not the tag"),
    NO_QUEUE(false, "doorbell of a queue that does not exist"),
    NOT_READY(false, "doorbell while the controller is not ready"),
    AFTER_SHUTDOWN(false, "command after the shutdown"),
    CQ_HEAD(false, "head of completion queue rejected"),
    SQ_TAIL(false, "tail of submission queue rejected"),
    WRONG_DOORBELL(false, "doorbell of the other kind of submission queue"),
    CONFIGURATION(false, "configuration that cannot be enabled"),
    NVMMU_ELSEWHERE(false, "NVMMU register written in the wrong window"),
    UNUSED_PRP(false, "PRP of a command without data"),
    ADMIN_DATA(false, "data of an admin command does not begin at a page"),
    ABORT(false, "Abort is not supported"),
    ASYNC_EVENT(false, "Asynchronous Event Request is not supported"),
    QUEUE_DELETION(false, "queues are not deleted on this chip"),
    SHUTDOWN_NOTIFICATION(false, "there is no shutdown notification on this chip");

    private final boolean isFatal;
    private final String text;

    HostBug(boolean isFatal, String text) {
        this.isFatal = isFatal;
        this.text = text;
    }

    /// Returns whether the firmware crashes.
    public boolean isFatal() {
        return isFatal;
    }

    /// Returns what is wrong, in one line.
    public String text() {
        return text;
    }

    // A line in the source file that the firmware does not have, for its log.
    int line() {
        return 100 + text.length();
    }
}
