package org.rtkit4j.app.serve.explain;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.page.ReadReport;

/// `POST explain`, `explain/text`, `explain/json`, `explain/core`, `explain/pcapng`: reads the report in the request's
/// body, answers, and forgets it. The query's `name` is its file's.
///
/// Any number may be sent at a time, as far as [ReportRoom] holds them. One at a time is read, from the moment that it
/// is here whole: so it takes the memory for reading one, and a slow sender holds nobody up.
public final class Explain implements Handler {
    /// Of the heap, for reports that are being sent and answers that are being fetched. One that becomes whole
    /// takes its size once more for a moment.
    private static final int SHARE_FOR_UPLOADS = 8;

    private static final long PATIENCE_SECONDS = 60;
    private static final int LONGEST_QUEUE = 8;

    private final ReportRoom room = new ReportRoom(Runtime.getRuntime().maxMemory() / SHARE_FOR_UPLOADS);
    private final Semaphore queue = new Semaphore(LONGEST_QUEUE);
    private final Semaphore turn = new Semaphore(1, true);

    /// Returns the largest report that is taken: what all readers take, or what there is room for while it is sent. A
    /// text takes its size and what one passage of it takes to read.
    public static int limitBytes() {
        return (int) Math.min(Limits.INPUT_BYTES, Runtime.getRuntime().maxMemory() / SHARE_FOR_UPLOADS);
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.require("POST");
        String form = request.parts().isEmpty() ? "" : request.part(0);
        try (var upload = new Upload(request, room, limitBytes())) {
            Answer answer = inQueue(upload.read(), form, request);
            upload.become(answer.body());
            answer.give(response);
        }
    }

    private Answer inQueue(byte[] input, String form, Request request) throws IOException, Refusal {
        if (!queue.tryAcquire()) {
            throw busy();
        }
        try {
            return inTurn(input, form, request);
        } finally {
            queue.release();
        }
    }

    private Answer inTurn(byte[] input, String form, Request request) throws IOException, Refusal {
        takeTurn();
        try {
            String name = request.query().getOrDefault("name", "the report");
            return Forms.answer(ReadReport.byPassages(name, input), request, form);
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
        throw busy();
    }

    private static Refusal busy() {
        return new Refusal(Refusal.BUSY, "other reports are being read; try again");
    }
}
