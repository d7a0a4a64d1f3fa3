package org.rtkit4j.emulator.nvme;

import static org.rtkit4j.emulator.nvme.QueuePair.ADMIN;
import static org.rtkit4j.emulator.nvme.QueuePair.IO;

import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.NvmeStatus;

/// The completions of one step, kept until they are posted together. One thread at a time; allocates nothing.
final class Answers {
    private final int idOffset;
    private final QueuePairs pairs;
    private final Doorbells doorbells;
    private final RingTags ringTags;
    private final IoSpace memory;
    private final Health health;
    // Kept, so that a step allocates nothing.
    private final Runnable post = this::postAll;
    // Tags of linear queues whose commands have ended.
    private long released;
    // How many commands of the I/O queue end with the batch.
    private int promised;

    /// @param ringTags told when a command of a ring has ended
    Answers(
            QueuePairs pairs,
            Doorbells doorbells,
            RingTags ringTags,
            IoSpace memory,
            Health health,
            NvmeRules.AnsweredId answeredId) {
        idOffset = answeredId == NvmeRules.AnsweredId.NEXT ? 1 : 0;
        this.ringTags = ringTags;
        this.pairs = pairs;
        this.doorbells = doorbells;
        this.memory = memory;
        this.health = health;
    }

    /// Returns whether a command of a queue could be answered now. Where not, the host's next write of the
    /// completion queue's head is a doorbell.
    boolean haveRoom(int queue) {
        return pairs.of(queue).completion().hasRoom(queue == IO ? promised : 0);
    }

    /// Keeps room for so many completions of the I/O queue, in place of as many as before.
    void promise(int count) {
        promised = count;
    }

    void complete(Command done, long result, NvmeStatus status) {
        long word = Cqe.STATUS_CODE.put(0, status.code());
        if (status != NvmeStatus.SUCCESS) {
            word = Cqe.DO_NOT_RETRY.put(word, status.isFinal() ? 1 : 0);
            health.onError(done, status, done.queue == IO ? done.firstBlock() : 0);
        }
        QueuePair pair = pairs.of(done.queue);
        if (pairs.areLinear()) {
            pair.completion().add(result, 0, 0, done.cid, (int) word);
            release(done.slot);
        } else {
            int answered = (done.cid + idOffset) & 0xffff;
            pair.completion().add(result, pair.submission().head(), done.queue, answered, (int) word);
            ringTags.end(done.queue, done.cid);
        }
    }

    /// The tag of a command that is not answered is free from the next posting on.
    void release(int tag) {
        released |= 1L << tag;
    }

    /// Posts what was carried out.
    void postNow() {
        if (pairs.of(ADMIN).completion().hasUnposted()
                || pairs.of(IO).completion().hasUnposted()) {
            memory.atomically(post);
        }
    }

    // Tags are free before their completions can be seen.
    private void postAll() {
        releaseNow();
        pairs.of(ADMIN).completion().post();
        pairs.of(IO).completion().post();
    }

    /// Frees the tags of commands that are not answered.
    void releaseNow() {
        doorbells.release(released);
        released = 0;
        ringTags.release();
    }

    void forget() {
        released = 0;
        promised = 0;
        ringTags.forget(ADMIN);
        ringTags.forget(IO);
    }
}
