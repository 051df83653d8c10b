package io.lockstep.activities.items;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.FlowActivities;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.notes.NoteBridgeActivities;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import java.util.List;

/** What the note flow asks of the world. */
public final class NoteBridgeActivitiesImpl extends FlowActivities implements NoteBridgeActivities {

  private final ItemLook look;
  private final ItemApply apply;
  private final ItemNews news;

  public NoteBridgeActivitiesImpl(Ports ports) {
    super(ports);
    this.look = new ItemLook(ports, ItemKind.NOTE);
    this.apply = new ItemApply(ports, ItemKind.NOTE);
    this.news = new ItemNews(ports, ItemKind.NOTE);
  }

  @Override
  protected Plan look(LookRequest request, Attempt attempt) {
    return look.look(request, attempt);
  }

  @Override
  protected Outcome apply(ApplyRequest request, Attempt attempt) {
    return apply.apply(request, attempt);
  }

  @Override
  public boolean news(FlowKey key, List<Hint> hints) {
    return news.any(key, hints);
  }
}
