package org.rtkit4j.app.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Reads every file below some folders, in parallel, and hands on what is to be kept of each, in the order of the walk.
///
/// A bounded number of files is under way at a time, so memory does not grow with their number. Links are not followed.
final class FolderReader implements AutoCloseable {
    private static final int AHEAD = 4;

    private final int threads = Runtime.getRuntime().availableProcessors();
    private final ExecutorService workers = Executors.newFixedThreadPool(threads);
    private final Deque<Future<FolderFile>> underWay = new ArrayDeque<>();
    private final Consumer<FolderFile> taker;

    FolderReader(Consumer<FolderFile> taker) {
        this.taker = taker;
    }

    /// Reads what a path leads to.
    void read(Path root) throws IOException {
        new FolderWalk(this::submit, this::fail).below(root);
        while (!underWay.isEmpty()) {
            take();
        }
    }

    /// Counts the files, for a progress bar.
    static int count(List<Path> roots) throws IOException {
        int[] count = {0};
        for (Path root : roots) {
            new FolderWalk(_ -> count[0]++, (_, _) -> {}).below(root);
        }
        return count[0];
    }

    private void submit(Path file) {
        makeRoom();
        underWay.addLast(workers.submit(() -> FolderFile.read(file)));
    }

    private void fail(Path file, IOException e) {
        makeRoom();
        underWay.addLast(CompletableFuture.completedFuture(FolderFile.failed(file, e)));
    }

    private void makeRoom() {
        if (underWay.size() >= AHEAD * threads) {
            take();
        }
    }

    private void take() {
        try {
            taker.accept(underWay.removeFirst().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
    }
}
