package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.FlowActivities;
import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.sync.WorkPlaces;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.contacts.ContactUpsertActivities;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import java.util.List;

/** What the contact flow asks of the world. */
public final class ContactUpsertActivitiesImpl extends FlowActivities
    implements ContactUpsertActivities {

  private final ContactLook look;
  private final ContactApply apply;
  private final ContactNews news;

  public ContactUpsertActivitiesImpl(Ports ports, WorkPlaces places) {
    super(Flow.CONTACT_UPSERT, ports, places);
    this.look = new ContactLook(ports);
    this.apply = new ContactApply(ports);
    this.news = new ContactNews(ports);
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
  protected boolean isNews(FlowKey key, List<Hint> hints) {
    return news.any(key, hints);
  }
}
