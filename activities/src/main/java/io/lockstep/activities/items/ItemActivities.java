package io.lockstep.activities.items;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.FlowActivities;
import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.sync.WorkPlaces;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import java.util.List;

/** What the flow of one kind of item asks of the world. */
abstract class ItemActivities extends FlowActivities {

  private final ItemLook look;
  private final ItemApply apply;
  private final ItemNews news;

  ItemActivities(Ports ports, WorkPlaces places, ItemKind kind) {
    super(kind.flow(), ports, places);
    this.look = new ItemLook(ports, kind);
    this.apply = new ItemApply(ports, kind);
    this.news = new ItemNews(ports, kind);
  }

  @Override
  protected final Plan look(LookRequest request, Attempt attempt) {
    return look.look(request, attempt);
  }

  @Override
  protected final Outcome apply(ApplyRequest request, Attempt attempt) {
    return apply.apply(request, attempt);
  }

  @Override
  protected final boolean isNews(FlowKey key, List<Hint> hints) {
    return news.any(key, hints);
  }
}
