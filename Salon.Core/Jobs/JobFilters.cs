using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Hangfire.Storage;

namespace Salon.Jobs;

/// <summary>What all runs by Hangfire have in common, in place of its own filters: those try a failed job ten times, and keep it for ever.</summary>
internal static class JobFilters
{
    public static IJobFilterProvider Provider { get; } = new JobFilterProviderCollection(
        new JobFilterCollection { new StatisticsHistoryAttribute(), new FailedForAWeek() }, new JobFilterAttributeFilterProvider());

    /// <summary>A run that failed ends there: the job's next turn is its next try. It is shown for a week.</summary>
    private sealed class FailedForAWeek : IElectStateFilter, IApplyStateFilter
    {
        private static readonly TimeSpan Week = TimeSpan.FromDays(7);

        public void OnStateElection(ElectStateContext context)
        {
            if (context.CandidateState is FailedState failed) context.CandidateState = new Ended(failed);
        }

        public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
        {
            if (context.NewState is Ended) context.JobExpirationTimeout = Week;
        }

        public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
        {
        }
    }

    /// <summary>Hangfire keeps for ever what is not final, and for it a failure never is.</summary>
    private sealed class Ended(FailedState failed) : IState
    {
        public string Name => failed.Name;

        public string Reason => failed.Reason;

        public bool IsFinal => true;

        public bool IgnoreJobLoadException => failed.IgnoreJobLoadException;

        public Dictionary<string, string> SerializeData() => failed.SerializeData();
    }
}
