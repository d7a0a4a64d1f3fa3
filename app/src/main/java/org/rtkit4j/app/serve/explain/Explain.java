package org.rtkit4j.app.serve.explain;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.rtkit4j.app.serve.http.Call;
import org.rtkit4j.app.serve.http.Handler;
import org.rtkit4j.app.serve.http.Refusal;
import org.rtkit4j.app.serve.http.Upload;
import org.rtkit4j.forensics.CrashReports;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.ReportFile;

/// `POST explain`, `explain/text`, `explain/core`, `explain/pcapng`: reads the report in the request's body, answers,
/// and forgets it.
///
/// One at a time, from the first byte to the answer: so the memory for one is all that it takes.
public final class Explain implements Handler {
    /// What is left for everything else than the report that is being read.
    private static final int SHARE_OF_HEAP = 2;

    private static final long PATIENCE_SECONDS = 60;

    private final Semaphore turn = new Semaphore(1, true);

    /// Returns the largest report that is taken: what all readers take, or what they can read in this heap.
    public static int limitBytes() {
        long fitting = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / Limits.BYTES_PER_INPUT_BYTE;
        return (int) Math.min(Limits.INPUT_BYTES, fitting);
    }

    @Override
    public void handle(Call call) throws IOException, Refusal {
        call.require("POST");
        String form = call.parts().isEmpty() ? "" : call.part(0);
        takeTurn();
        try {
            byte[] input = Upload.read(call, limitBytes());
            ReportFile file = CrashReports.read("the report", input);
            new Answer(file, input).give(call, form);
        } finally {
            turn.release();
        }
    }

    private void takeTurn() throws Refusal {
        try {
            if (turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new Refusal(Refusal.BUSY, "another report is being read; try again");
    }
}
