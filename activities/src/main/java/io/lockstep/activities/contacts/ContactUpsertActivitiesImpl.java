package io.lockstep.activities.contacts;

import io.lockstep.activities.NotNowException;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.contacts.ContactUpsertActivities;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.util.List;

/** Look, apply and news as activities; decides who sits out a wait, and nothing else. */
public final class ContactUpsertActivitiesImpl implements ContactUpsertActivities {

  private final ContactLook look;
  private final ContactApply apply;
  private final ContactNews news;

  public ContactUpsertActivitiesImpl(ContactPorts ports) {
    this.look = new ContactLook(ports);
    this.apply = new ContactApply(ports);
    this.news = new ContactNews(ports);
  }

  @Override
  public Plan look(LookRequest request) {
    try {
      return look.look(request, attempt());
    } catch (NotNowException notNow) {
      if (!request.brief() && NotNow.isShort(notNow)) {
        throw NotNow.comeBack(notNow);
      }
      return look.notNow(notNow);
    }
  }

  @Override
  public Outcome apply(ApplyRequest request) {
    try {
      return apply.apply(request, attempt());
    } catch (NotNowException notNow) {
      if (NotNow.isShort(notNow)) {
        throw NotNow.comeBack(notNow);
      }
      return Outcome.later(notNow.in(), NotNow.REASON);
    }
  }

  @Override
  public boolean news(FlowKey key, List<Hint> hints) {
    return news.any(key, hints);
  }

  private static Attempt attempt() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return new Attempt(info.getAttempt(), info.getWorkflowId() + "/" + info.getWorkflowRunId());
  }
}
