using Salon.Catalog;
using Salon.Data;
using Salon.Scheduling;
using Salon.Team;
using Salon.Tenancy;

namespace Salon.Tests.World;

/// <summary>One valid organization: a branch open 10:00–22:00 on every day but Friday, a menu of two services, two people who work there.</summary>
public sealed record SmallSalon(
    OrganizationId Id, string Slug, BranchId Olaya, CategoryId Hair, ServiceId Haircut, ServiceId Color, StaffId Sara, StaffId Huda, ResourceTypeId Chairs, ResourceId Chair)
{
    public static readonly DayHours Daytime = new(10 * 60, 22 * 60);

    public static readonly IReadOnlyList<IsoDayOfWeek> WorkingDays =
        [IsoDayOfWeek.Sunday, IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Saturday];

    public Actor Owner => new(Id, UserId.New(), Role.Owner);

    public Actor Manager => new(Id, UserId.New(), Role.Manager);

    public Actor Desk => new(Id, UserId.New(), Role.Desk);

    public Actor Stylist => new(Id, UserId.New(), Role.Stylist, Sara);

    /// <param name="world">Where it stands.</param>
    /// <param name="slug">Its address; also its English name.</param>
    /// <param name="arabic">Its Arabic name.</param>
    public static Task<SmallSalon> OpenAsync(IWorld world, string slug = "lamsa", string arabic = "لمسة") => OpenAsync(world.Database, world.Clock.Now, slug, arabic);

    /// <inheritdoc cref="OpenAsync(IWorld, string, string)"/>
    public static async Task<SmallSalon> OpenAsync(Database database, Instant now, string slug = "lamsa", string arabic = "لمسة")
    {
        var salon = new SmallSalon(OrganizationId.New(), slug, BranchId.New(), CategoryId.New(), ServiceId.New(), ServiceId.New(), StaffId.New(), StaffId.New(),
            ResourceTypeId.New(), ResourceId.New());
        var id = salon.Id;
        await using var db = await database.OpenForWriteAsync(id, default);

        var name = new LocalizedText($"{char.ToUpperInvariant(slug[0])}{slug[1..]}", arabic);
        var organization = Organization.Create(id, slug, name, new("Riyadh", "الرياض"), now);
        organization.Describe(name, new("A calm place.", "مكان هادئ."), new("Riyadh", "الرياض"), "+966500000001", ["Haircut", "قص الشعر", "Colour", "صبغة"]);
        db.Organizations.Add(organization);
        db.Branches.Add(Branch.Open(id, salon.Olaya, new("Olaya", "العليا"), new("Olaya St", "شارع العليا"), "Asia/Riyadh", "SAR", 0));
        db.Categories.Add(Category.Add(id, salon.Hair, new("Hair", "الشعر"), null, 0));
        db.ResourceTypes.Add(ResourceType.Add(id, salon.Chairs, new("Chair", "كرسي")));
        db.Services.Add(Service.Offer(id, salon.Haircut, salon.Hair, new("Haircut", "قص الشعر"), LocalizedText.Empty, new(0, 45, 0, 0, 5), new(11500, "SAR"), 0));
        db.Services.Add(Service.Offer(id, salon.Color, salon.Hair, new("Colour", "صبغة"), LocalizedText.Empty, new(5, 30, 45, 30, 10), new(35000, "SAR"), 1));
        db.Staff.Add(StaffMember.Hire(id, salon.Sara, new("Sara", "سارة"), new("Stylist", "مصففة"), null, 0));
        db.Staff.Add(StaffMember.Hire(id, salon.Huda, new("Huda", "هدى"), new("Colourist", "خبيرة صبغات"), null, 1));
        await db.SaveChangesAsync();

        db.Resources.Add(Resource.Add(id, salon.Chair, salon.Olaya, salon.Chairs, new("Chair", "كرسي"), 3));
        db.StaffSkills.AddRange(StaffSkill.Of(id, salon.Sara, salon.Haircut), StaffSkill.Of(id, salon.Huda, salon.Haircut, priceMinor: 9000), StaffSkill.Of(id, salon.Huda, salon.Color));
        foreach (var day in WorkingDays)
        {
            db.BranchHours.Add(BranchHours.On(id, salon.Olaya, day, Daytime));
            foreach (var person in (StaffId[])[salon.Sara, salon.Huda]) db.StaffHours.Add(StaffHours.On(id, person, salon.Olaya, day, Daytime));
        }

        Assert.Null(await db.CommitAsync(default));
        return salon;
    }
}
