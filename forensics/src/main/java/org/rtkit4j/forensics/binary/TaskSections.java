package org.rtkit4j.forensics.binary;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.Task;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.CallStack;

/// The call stack of the faulting task, and the list of tasks with theirs.
final class TaskSections {
    private static final ValueLayout.OfLong ADDRESS =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int ENTRY = CrashlogFormat.Task.STRUCT.sizeBytes();

    private TaskSections() {}

    static boolean callStack(Payload payload, Draft draft) {
        if (!payload.requires(CallStack.ADDRESSES)) {
            return false;
        }
        long task = payload.get(CallStack.TASK, 0);
        if (task > Integer.MAX_VALUE) {
            payload.warn(0, "no number of a task: id=0x" + Long.toHexString(task) + "; kept unread");
            return false;
        }
        draft.faultingTask = new TaskRef((int) task, null);
        long count = (payload.size() - CallStack.ADDRESSES) / Long.BYTES;
        draft.callStack.addAll(addresses(payload, CallStack.ADDRESSES, count));
        return true;
    }

    private static List<StackAddress> addresses(Payload payload, long from, long count) {
        List<StackAddress> addresses = new ArrayList<>();
        for (long i = 0; i < Math.min(count, Limits.STACK_ADDRESSES); i++) {
            long address = payload.data().get(ADDRESS, from + i * Long.BYTES);
            if (address == 0) {
                break;
            }
            addresses.add(new StackAddress(address));
        }
        return addresses;
    }

    static boolean tasks(Payload payload, Draft draft) {
        long at = 0;
        while (payload.size() - at >= ENTRY) {
            long count = payload.get(CrashlogFormat.Task.POINTER_COUNT, at);
            long room = (payload.size() - at - ENTRY) / Long.BYTES;
            if (count > room) {
                payload.warn(at, "task says more addresses than there is room for: says=" + count + ", room=" + room);
            }
            if (!draft.add(draft.tasks, task(payload, at, Math.min(count, room)), Limits.TASKS, "tasks")) {
                return true;
            }
            at += ENTRY + Math.min(count, room) * Long.BYTES;
        }
        if (at < payload.size()) {
            payload.warn(at, payload.size() - at + " bytes behind the last task left out");
        }
        return at > 0;
    }

    private static Task task(Payload payload, long at, long count) {
        int id = (int) payload.get(CrashlogFormat.Task.ID, at);
        String name = payload.text(at + CrashlogFormat.Task.NAME.offset(), CrashlogFormat.Task.NAME.sizeBytes());
        String note = "flags 0x" + Long.toHexString(payload.get(CrashlogFormat.Task.FLAGS, at));
        List<StackAddress> stack = addresses(payload, at + ENTRY, count);
        return new Task(id, Escape.line(name), -1, -1, -1, null, null, note, stack, false);
    }
}
