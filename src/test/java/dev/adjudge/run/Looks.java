package dev.adjudge.run;

import jakarta.inject.Singleton;

/** What the schedule does every so often, now. */
@Singleton
public class Looks {

    private final BoardMirror boards;
    private final KpiPush kpis;

    Looks(BoardMirror boards, KpiPush kpis) {
        this.boards = boards;
        this.kpis = kpis;
    }

    public void atBoards() {
        boards.look();
    }

    public void pushKpis() {
        kpis.look();
    }
}
